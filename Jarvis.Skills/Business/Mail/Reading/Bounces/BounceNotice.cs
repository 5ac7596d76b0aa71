using System.Text;
using System.Text.RegularExpressions;
using MimeKit;

namespace Jarvis.Skills.Business.Mail.Reading.Bounces;

/// <summary>The text that a mail program wrote about a mail, parted from the mail that it returns.</summary>
internal static partial class BounceNotice
{
    private const int Longest = 20_000;

    /// <summary>What is said for people, without the returned mail.</summary>
    public static string Text(MimeMessage message)
    {
        var text = new StringBuilder();
        foreach (var part in Own(message.Body))
        {
            var said = part.IsHtml ? HtmlText.Of(part.Text ?? "") : part.Text ?? "";
            text.Append(said).Append("\n\n");
            if (text.Length > Longest) break;
        }
        return Explained().Replace(Cut(text.ToString().ReplaceLineEndings("\n")), "");
    }

    /// <summary>All of it, with the returned mail: for addresses that stand nowhere else.</summary>
    public static string Whole(MimeMessage message)
    {
        using var raw = new MemoryStream();
        message.WriteTo(raw);
        var bytes = raw.GetBuffer().AsSpan(0, (int)Math.Min(raw.Length, 200_000));
        return Encoding.UTF8.GetString(bytes).ReplaceLineEndings("\n");
    }

    /// <summary>The Message-IDs of the mail that is returned, wherever it stands in the notice; without angle brackets.</summary>
    public static IEnumerable<string> ReturnedIds(MimeMessage message) =>
        MessageId().Matches(Whole(message)).Select(m => m.Groups["id"].Value).Where(id => id != message.MessageId);

    /// <summary>Text parts that do not lie in a returned mail. An HTML part counts only where no plain one does.</summary>
    private static List<TextPart> Own(MimeEntity? body)
    {
        var found = new List<TextPart>();
        Walk(body);
        return found.Exists(p => !p.IsHtml) ? found.FindAll(p => !p.IsHtml) : found;

        void Walk(MimeEntity? entity)
        {
            switch (entity)
            {
                case TextPart part when !part.ContentType.IsMimeType("text", "rfc822-headers"): found.Add(part); break;
                case Multipart several: foreach (var part in several) Walk(part); break;
                default: break;
            }
        }
    }

    private static string Cut(string text)
    {
        if (text.Length > Longest) text = text[..Longest];
        return Returned().Match(text) is { Success: true, Index: > 0 } match ? text[..match.Index] : text;
    }

    [GeneratedRegex(@"^[> \t]*Message-ID:\s*<(?<id>[^<>\s]+)>", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex MessageId();

    // What a large provider says about bounces in general, in the words of one.
    [GeneratedRegex(@"(Google|Gmail) tried to deliver your message, but it was rejected by[^.]*\. *We recommend contacting[^.]*\.( *The error that the other server returned was:)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Explained();

    // A line that announces the returned mail, or the first of its headers.
    [GeneratedRegex(@"^[ \t>|]*(-{2,}|={2,}|_{2,}|\|-{2,})?[ \t]*((this is|below this line is|here is|start of)? ?an? ?(copy of|returned)|(below this line|the original|original) (is a copy of )?(message|mail|e-?mail|headers?)|(the )?(header|body) of the original|message (headers?|text|body|header) follows?|unsent message|returned (message|mail)|(text of )?original message|undelivered message|the following (is|are) (a copy|the header)|included is a copy|the attachment contains).*$|^(Return-Path|Received|DKIM-Signature|X-Originating-IP): ?.*$",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Returned();
}
