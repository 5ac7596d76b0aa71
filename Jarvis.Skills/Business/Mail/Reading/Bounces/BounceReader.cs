using System.Text.RegularExpressions;
using MimeKit;

namespace Jarvis.Skills.Business.Mail.Reading.Bounces;

/// <summary>
/// Reads notices of failed delivery: reports for machines (RFC 3464), complaints (RFC 5965), and the many forms of plain text that programs have written since before there
/// were any.
/// </summary>
public static partial class BounceReader
{
    private const int LongestWords = 500;

    /// <summary>The addresses that a notice speaks of; empty when the mail is no such notice.</summary>
    public static IReadOnlyList<BouncedAddress> Read(MimeMessage message)
    {
        if (Complaints(message) is { Count: > 0 } complaints) return complaints;
        if (Reports(message) is { Count: > 0 } reports) return reports;
        return LooksLikeNotice(message) ? FromText(message) : [];
    }

    private static List<BouncedAddress> Complaints(MimeMessage message)
    {
        var report = message.BodyParts.FirstOrDefault(p => p.ContentType.IsMimeType("message", "feedback-report"));
        if (report is null && !Complaint().IsMatch(message.Subject ?? "")) return [];
        var text = BounceNotice.Whole(message);
        var named = ReportField().Matches(text).Where(m => m.Groups["field"].Value is var f && (f.StartsWith("Original-Rcpt", StringComparison.OrdinalIgnoreCase) || f.StartsWith("Removal", StringComparison.OrdinalIgnoreCase)))
            .Select(m => Address(m.Groups["value"].Value)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (named.Count == 0 && report is null && !text.Contains("complain", StringComparison.OrdinalIgnoreCase)) return [];
        if (named.Count == 0) named.Add(ReturnedTo(text) ?? "");
        return [.. named.Select(a => new BouncedAddress(a, null, BounceReason.Complaint))];
    }

    /// <summary>Groups of "Final-Recipient, Action, Status, Diagnostic-Code", in a part of their own or, as some programs write them, in the text.</summary>
    private static List<BouncedAddress> Reports(MimeMessage message)
    {
        var text = string.Join("\n\n", message.BodyParts.OfType<MessageDeliveryStatus>().Select(s => string.Join("\n\n", s.StatusGroups.Select(g => string.Join('\n', g.Select(h => $"{h.Field}: {h.Value}"))))));
        if (text.Length == 0) text = BounceNotice.Whole(message) is var whole && FinalRecipient().IsMatch(whole) ? whole : "";
        if (text.Length == 0) return [];
        var notice = BounceNotice.Text(message);
        var found = new List<BouncedAddress>();
        foreach (var group in GroupEdge().Split(text.ReplaceLineEndings("\n")))
        {
            var fields = ReportField().Matches(group).GroupBy(m => m.Groups["field"].Value, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => Folded().Replace(g.Last().Groups["value"].Value, " ").Trim(), StringComparer.OrdinalIgnoreCase);
            if ((Field(fields, "Final-Recipient") ?? Field(fields, "Original-Recipient")) is not { } recipient) continue;
            var address = Address(recipient) ?? (Field(fields, "Original-Recipient") is { } original ? Address(original) : null) ?? "";
            if (found.Exists(f => f.Address == address && address.Length > 0)) continue;
            found.Add(Reported(address, Field(fields, "Action") ?? "", Field(fields, "Status") ?? "", Field(fields, "Diagnostic-Code") ?? "", notice));
        }
        return found;
    }

    private static BouncedAddress Reported(string address, string action, string status, string diagnostic, string notice)
    {
        var words = diagnostic[(diagnostic.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim();
        var code = StatusCode.Best(StatusCode.In(status), StatusCode.In(words));
        if (action.StartsWith("delivered", StringComparison.OrdinalIgnoreCase) || action.StartsWith("relayed", StringComparison.OrdinalIgnoreCase) || action.StartsWith("deliverable", StringComparison.OrdinalIgnoreCase) || action.StartsWith("expanded", StringComparison.OrdinalIgnoreCase))
            return new BouncedAddress(address, code, "delivered") { Words = Short(words) };
        // Programs put more into the text for people than into the report's one line.
        var about = About(notice, address);
        var fromX = diagnostic.StartsWith("x-unix", StringComparison.OrdinalIgnoreCase) && BounceReason.OfWords(words) is not "mailboxfull" ? "mailererror" : null;
        var comment = status.IndexOf('(', StringComparison.Ordinal) is >= 0 and var open ? status[open..] : "";
        var reason = fromX ?? BounceReason.OfWords(words) ?? BounceReason.OfWords(comment) ?? (about.Length > 0 ? BounceReason.OfWords(about) : null)
            ?? BounceReason.OfStatus(code) ?? (action.StartsWith("delayed", StringComparison.OrdinalIgnoreCase) || action.StartsWith("expired", StringComparison.OrdinalIgnoreCase) ? "expired" : null) ?? BounceReason.OfWords(notice) ?? BounceReason.Unknown;
        if (code is null || code.EndsWith(".0.0", StringComparison.Ordinal)) code = StatusCode.Best(code, StatusCode.In(about));
        return new BouncedAddress(address, code, reason) { Words = Short(words.Length > 0 ? words : about) };
    }

    private static List<BouncedAddress> FromText(MimeMessage message)
    {
        var notice = BounceNotice.Text(message);
        var own = message.To.Mailboxes.Select(m => m.Address.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        var lines = notice.Split('\n');
        var found = new List<(string Address, int Line)>();
        for (var i = 0; i < lines.Length; i++)
            if (LeadingAddress().Match(lines[i]) is { Success: true } match && match.Groups["address"].Value.ToLowerInvariant() is var address && !own.Contains(address) && !found.Exists(f => f.Address == address)) found.Add((address, i));
        if (found.Count > 0)
            return [.. found.Select((f, n) => Told(f.Address, string.Join('\n', lines[f.Line..(n + 1 < found.Count ? found[n + 1].Line : lines.Length)]), notice))];
        var anywhere = AnyAddress().Matches(notice).Select(m => m.Groups["address"].Value.ToLowerInvariant()).FirstOrDefault(a => !own.Contains(a) && !Daemon().IsMatch(a))
            ?? (message.Headers["X-Failed-Recipients"] is { } failed ? Address(failed) : null) ?? ReturnedTo(BounceNotice.Whole(message));
        // A person who writes of a delivery that failed names nobody but whom they write to.
        return anywhere is null || own.Contains(anywhere) ? [] : [Told(anywhere, notice, notice)];
    }

    private static BouncedAddress Told(string address, string about, string notice)
    {
        var reason = BounceReason.OfWords(about);
        var code = StatusCode.In(about) ?? StatusCode.In(notice);
        return new BouncedAddress(address, code, reason ?? BounceReason.OfWords(notice) ?? BounceReason.OfStatus(code) ?? BounceReason.Unknown) { Words = Short(about) };
    }

    /// <summary>The lines from the one that names the address on.</summary>
    private static string About(string notice, string address)
    {
        var at = address.Length == 0 ? -1 : notice.IndexOf(address, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? "" : notice[at..Math.Min(notice.Length, at + 1500)];
    }

    private static bool LooksLikeNotice(MimeMessage message)
    {
        var from = string.Join(' ', message.From.Mailboxes.Select(m => $"{m.Name} {m.Address}")) + (message.From.Count == 0 ? " mailer-daemon" : "") + " " + message.Headers[HeaderId.From];
        var bySubject = Failure().IsMatch(message.Subject ?? "");
        return (Daemon().IsMatch(from) && (bySubject || Failed().IsMatch(BounceNotice.Text(message)) || message.Headers["X-Failed-Recipients"] is not null)) || (bySubject && Failed().IsMatch(BounceNotice.Text(message)));
    }

    private static string? ReturnedTo(string text) =>
        ReturnedHeader().Matches(text) is { Count: > 0 } all ? Address(all[^1].Groups["value"].Value) : null;

    private static string? Field(Dictionary<string, string> fields, string name) => fields.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    private static string? Address(string text) => AnyAddress().Match(text) is { Success: true } match ? match.Groups["address"].Value.ToLowerInvariant() : null;

    private static string Short(string text) => Folded().Replace(text, " ").Trim() is var line && line.Length > LongestWords ? line[..LongestWords] : line;

    [GeneratedRegex(@"^(?<field>Final-Recipient|Original-Recipient|Action|Status|Diagnostic-Code|Original-Rcpt-To|Removal-Recipient):[ \t]*(?<value>.*(\n[ \t]+\S.*)*)", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ReportField();

    [GeneratedRegex(@"^Final-Recipient:", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex FinalRecipient();

    [GeneratedRegex(@"\n[ \t]*\n", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex GroupEdge();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Folded();

    [GeneratedRegex(@"(?<address>[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex AnyAddress();

    [GeneratedRegex(@"^[\s>*|""-]*(To:\s*|Recipient:\s*|Unable to deliver message to:?\s*|recipients?:\s*)?<?(?<address>[A-Za-z0-9.!#$%&'+/=?^_`{}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*)>?", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex LeadingAddress();

    [GeneratedRegex(@"^(To|X-Actual-Recipient|Envelope-To):[ \t]*(?<value>.+)$", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ReturnedHeader();

    [GeneratedRegex(@"mailer-?daemon|post-?_?master|mail(er)? ?deliver|mail\.delivery|delivery ?(sub)?system|mdaemon|mail ?system|no-?reply|system administrator|mail administrator|bounce|sns\.", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Daemon();

    [GeneratedRegex(@"undeliver|un-?delivered|deliver(y|ed)?.{0,30}(fail|status|error|problem|notif|delay)|fail(ure|ed)?.{0,20}(deliver|notice|mail|send)|return(ed|ing).{0,10}(mail|message|to sender)|mail (system )?error|could(n't| not) (be )?(deliver|send)|non-?deliver|not delivered|mail failed|user unknown|error sending|message (failed|delayed)|delayed mail|unzustellbar|nicht zugestellt|non remis|no entregad|mancato recapito|bounced?", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Failure();

    [GeneratedRegex(@"(could|can|did|was|were|been|is)(n't| ?not|nt)? (be )?(not |un)?(deliver|reach|sent|send|accept)|un(able|deliver)|fail(ed|ure)|permanent|error|rejected|undeliver|unknown|deferred|returned|not able to", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Failed();

    [GeneratedRegex(@"complaint|abuse report|feedback loop|email abuse", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Complaint();
}
