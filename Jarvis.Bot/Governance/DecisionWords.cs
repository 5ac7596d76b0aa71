using System.Globalization;
using System.Text.RegularExpressions;

namespace Jarvis.Bot.Governance;

/// <summary>What somebody wants done with a waiting action.</summary>
public enum DecisionVerb
{
    Approve,
    Reject,
    Edit,
    Why,
    Snooze,
    Always,
    Undo,
}

/// <summary>A decision as it was said. Without numbers, prompt or scope it is bare: "approve".</summary>
public sealed record DecisionRequest(DecisionVerb Verb)
{
    public IReadOnlyList<int> Numbers { get; init; } = [];

    /// <summary>From a button under a grouped prompt.</summary>
    public int? PromptId { get; init; }

    /// <summary>"all" or "all sales": every waiting action, or those of what is named.</summary>
    public string? Scope { get; init; }

    public string? Reason { get; init; }

    public TimeSpan? For { get; init; }

    public IReadOnlyDictionary<string, string> Changes { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>A word such as "yes" or "ok", which people also say for other reasons.</summary>
    public bool Casual { get; init; }

    public bool IsBare => Numbers.Count == 0 && PromptId is null && Scope is null;
}

/// <summary>
/// Reads decisions in plain English. Deliberately strict: the whole message must be a decision, or it is none, because
/// "yes, I saw that the server is slow" must not approve anything.
/// </summary>
public static partial class DecisionWords
{
    private const int MostNumbers = 50;

    /// <summary>Null when the message is not a decision.</summary>
    public static DecisionRequest? Read(string text)
    {
        if (text.Length > 400) return null;
        try
        {
            return ReadWhole(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static DecisionRequest? ReadWhole(string text)
    {
        var said = Polite().Replace(Spaces().Replace(text.Trim(), " "), "").Trim().TrimEnd('.', '!', ' ');
        return Button(said) ?? Edit(said) ?? Always(said) ?? Reject(said) ?? Snooze(said) ?? Simple(said);
    }

    private static DecisionRequest? Button(string said)
    {
        if (ButtonData().Match(said) is not { Success: true } match || !Enum.TryParse<DecisionVerb>(match.Groups["verb"].Value, true, out var verb)) return null;
        if (!int.TryParse(match.Groups["number"].Value, CultureInfo.InvariantCulture, out var number)) return null;
        return match.Groups["prompt"].Success ? new DecisionRequest(verb) { PromptId = number } : new DecisionRequest(verb) { Numbers = [number] };
    }

    private static DecisionRequest? Simple(string said)
    {
        if (SimpleWords().Match(said) is not { Success: true } match) return null;
        var word = match.Groups["verb"].Value.ToLowerInvariant();
        var verb = word switch { "why" => DecisionVerb.Why, "undo" or "revert" => DecisionVerb.Undo, _ => DecisionVerb.Approve };
        var request = Target(new DecisionRequest(verb), match.Groups["rest"].Value);
        if (request is null || (verb == DecisionVerb.Undo && request.Scope is not null)) return null;
        var casual = word is not ("approve" or "approved" or "why" or "undo" or "revert");
        // "ok sales" or "yes all of it" is not plain enough; "ok 12" is.
        if (casual && request.Scope is not null && request.Scope != "") return null;
        return request with { Casual = casual };
    }

    private static DecisionRequest? Reject(string said)
    {
        if (RejectWords().Match(said) is not { Success: true } match) return null;
        var request = Target(new DecisionRequest(DecisionVerb.Reject), match.Groups["rest"].Value);
        if (request is null) return null;
        var word = match.Groups["verb"].Value.ToLowerInvariant();
        var casual = word is not ("reject" or "rejected" or "decline" or "deny" or "refuse");
        if (casual && request.Scope is not null) return null;
        var reason = match.Groups["reason"].Value.Trim();
        return request with { Reason = reason.Length == 0 ? null : reason, Casual = casual };
    }

    private static DecisionRequest? Snooze(string said)
    {
        if (SnoozeWords().Match(said) is not { Success: true } match) return null;
        var request = Target(new DecisionRequest(DecisionVerb.Snooze), match.Groups["rest"].Value);
        return request is null ? null : request with { For = Duration(match) };
    }

    private static DecisionRequest? Always(string said)
    {
        if (AlwaysWords().Match(said) is not { Success: true } match) return null;
        var request = Target(new DecisionRequest(DecisionVerb.Always), match.Groups["rest"].Value);
        return request is null ? null : request with { For = Duration(match) };
    }

    private static DecisionRequest? Edit(string said)
    {
        if (EditWords().Match(said) is not { Success: true } match) return null;
        if (!int.TryParse(match.Groups["number"].Value, CultureInfo.InvariantCulture, out var number)) return null;
        var changes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match change in Changes().Matches(match.Groups["rest"].Value))
            changes[change.Groups["name"].Value] = change.Groups["value"].Value.Trim().Trim('"');
        return new DecisionRequest(DecisionVerb.Edit) { Numbers = [number], Changes = changes };
    }

    /// <summary>"12", "#12 and 13", "12-14", "all", "all sales", "restarts of backend", or nothing.</summary>
    private static DecisionRequest? Target(DecisionRequest request, string rest)
    {
        rest = rest.Trim();
        if (rest.Length == 0 || That().IsMatch(rest)) return request;
        if (NumberList().IsMatch(rest))
        {
            var numbers = Numbers(rest);
            return numbers is null ? null : request with { Numbers = numbers };
        }
        var scope = ScopeWords().Match(rest);
        return scope.Success ? request with { Scope = scope.Groups["scope"].Value.Trim().ToLowerInvariant() } : null;
    }

    private static List<int>? Numbers(string rest)
    {
        var numbers = new List<int>();
        foreach (Match range in NumberOrRange().Matches(rest))
        {
            if (!int.TryParse(range.Groups["from"].Value, CultureInfo.InvariantCulture, out var from)) return null;
            var to = from;
            if (range.Groups["to"].Success && !int.TryParse(range.Groups["to"].Value, CultureInfo.InvariantCulture, out to)) return null;
            if (to < from || to - from > MostNumbers) return null;
            numbers.AddRange(Enumerable.Range(from, to - from + 1));
        }
        return numbers.Count is 0 or > MostNumbers ? null : [.. numbers.Distinct()];
    }

    private static TimeSpan? Duration(Match match)
    {
        if (!match.Groups["amount"].Success) return null;
        var word = match.Groups["amount"].Value.ToLowerInvariant();
        var amount = word is "a" or "an" or "one" ? 1 : int.Parse(word, CultureInfo.InvariantCulture);
        return match.Groups["unit"].Value.ToLowerInvariant()[..2] switch
        {
            "mi" => TimeSpan.FromMinutes(amount),
            "ho" => TimeSpan.FromHours(amount),
            "da" => TimeSpan.FromDays(amount),
            "we" => TimeSpan.FromDays(7 * amount),
            _ => TimeSpan.FromDays(30 * amount),
        };
    }

    private const string For = @"(?: for (?<amount>\d{1,3}|a|an|one) (?<unit>minutes?|hours?|days?|weeks?|months?))?";
    private const RegexOptions Named = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int Timeout = 10_000;

    [GeneratedRegex(@"\s+", Named, Timeout)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^(?:hey |hi )?(?:jarvis[,:]? )?(?:please )?|,? please(?= ?[.!]*$)", Named, Timeout)]
    private static partial Regex Polite();

    [GeneratedRegex(@"^d:(?<verb>approve|reject|edit|why|snooze|always|undo):(?<prompt>p)?(?<number>\d{1,9})$", Named, Timeout)]
    private static partial Regex ButtonData();

    [GeneratedRegex(@"^(?<verb>approved?|yes|yep|yeah|y|ok|okay|sure|confirm|go ahead|do it|go|👍|why|undo|revert)(?:[ ,?:]+(?<rest>[^?]*?))?\??$", Named, Timeout)]
    private static partial Regex SimpleWords();

    [GeneratedRegex(@"^(?<verb>reject(?:ed)?|decline|deny|refuse|no|nope|👎)(?:[ ,]+(?<rest>.*?))??(?:(?:[,;:.–-]* ?because|[:;,–—-]| - ) ?(?<reason>.+))?$", Named, Timeout)]
    private static partial Regex RejectWords();

    [GeneratedRegex(@"^(?:snooze|later|postpone)(?<rest> .*?)??" + For + "$", Named, Timeout)]
    private static partial Regex SnoozeWords();

    [GeneratedRegex(@"^always(?: approve| allow)?(?<rest> .*?)??" + For + "$", Named, Timeout)]
    private static partial Regex AlwaysWords();

    [GeneratedRegex(@"^(?:edit|change) #?(?<number>\d{1,9})[ :,]*(?<rest>.*)$", Named, Timeout)]
    private static partial Regex EditWords();

    [GeneratedRegex(@"(?<name>[a-z_]\w*)(?: ?= ?| to )(?<value>""[^""]*""|.*?)(?=(?:,| and)? [a-z_]\w*(?: ?= ?| to )|$)", Named, Timeout)]
    private static partial Regex Changes();

    [GeneratedRegex(@"^(?:to )?(?:that|it|this|that one|this one|the last one|the last)$", Named, Timeout)]
    private static partial Regex That();

    [GeneratedRegex(@"^(?:number |nr\.? |no\.? )?#?\d+(?:(?: ?[,&] ?and |, ?| ?& ?| and | ?- ?| to | )#?\d+)*$", Named, Timeout)]
    private static partial Regex NumberList();

    [GeneratedRegex(@"(?<from>\d+)(?: ?(?:-|to) ?#?(?<to>\d+))?", Named, Timeout)]
    private static partial Regex NumberOrRange();

    [GeneratedRegex(@"^(?:(?:all|everything|every)(?: of (?:it|them))?(?:(?: in| of| for| from| about)? (?:the )?(?<scope>[\w .'-]{1,60}))?|(?<scope>[\w'-]+ of [\w .'-]{1,60}))$", Named, Timeout)]
    private static partial Regex ScopeWords();
}
