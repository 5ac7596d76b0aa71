using System.Text.Encodings.Web;
using System.Text.Json;
using Jarvis.Bot.Governance;
using Jarvis.Skills.Answers;

namespace Jarvis.Bot.Understanding.ModelDriven;

/// <summary>What came of a function call, in words: for the model, for the owner who watches, and for the end of the reply.</summary>
internal static class CallWords
{
    /// <summary>Begins the lines that Jarvis himself adds to what a model wrote.</summary>
    public const char Mark = '▸';

    private const int LongestData = 1600;
    private const int LongestLine = 100;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A read's sentence and its data, without chart, table and files, which go to the owner; an action's outcome.</summary>
    public static string ForModel(CallMade call, OutsideText outside)
    {
        if (call.Answer is not { } answer) return OutsideText.Clean(call.Outcome?.Sentence ?? $"It failed. {call.Failure}");
        var text = DataOf(answer) is { Length: > 0 } data ? $"{answer.Sentence}\n{data}" : answer.Sentence;
        return answer.Untrusted ? outside.Mark(text) : OutsideText.Clean(text);
    }

    /// <summary>One line as soon as a call has ended: "▸ health status: All 5 services are up."</summary>
    public static string Line(CallMade call)
    {
        var said = (call.Answer?.Sentence ?? call.Outcome?.Sentence ?? call.Failure ?? "").Split('\n')[0].Trim();
        return $"{Mark} {call.Title}: {(said.Length <= LongestLine ? said : said[..LongestLine] + "…")}";
    }

    /// <summary>What was looked at, done, left undone: stands under every reply that a model wrote, whatever the model says in it.</summary>
    public static string Facts(IReadOnlyList<CallMade> made)
    {
        var lines = new List<string>();
        var reads = Titles(made.Where(c => c.Answer is not null));
        var failed = Titles(made.Where(c => c.Failure is not null));
        if (made.Count == 0) return $"{Mark} Nothing was looked up, and nothing was changed.";

        var done = made.Where(c => c.Outcome is { State: ActionState.Done or ActionState.Undone }).Select(c => c.Outcome!).DistinctBy(o => o.Number).ToList();
        var other = made.Where(c => c.Outcome is { State: not (ActionState.Done or ActionState.Undone) }).Select(c => c.Outcome!).DistinctBy(o => o.Number).ToList();
        var looked = (reads.Length > 0 ? $"Looked at {reads}. " : "") + (failed.Length > 0 ? $"Could not use {failed}. " : "");
        if (done.Count == 0) lines.Add($"{looked}Nothing was changed{(other.Exists(o => o.State == ActionState.Waiting) ? $" yet: {Numbers(other)} for your decision" : "")}.");
        else if (looked.Length > 0) lines.Add(looked.Trim());
        lines.AddRange(done.Select(o => o.Replayed ? o.Sentence : $"Done: {o.Sentence} (#{o.Number})"));
        if (done.Count > 0 && other.Exists(o => o.State == ActionState.Waiting)) lines.Add($"{Capital(Numbers(other))} for your decision.");
        lines.AddRange(other.Where(o => o.State != ActionState.Waiting).Select(o => o.Sentence));
        return string.Join("\n\n", lines.Select(l => $"{Mark} {l}"));
    }

    /// <summary>What a model wrote, without the marks that are Jarvis's own.</summary>
    public static string Own(string text) => OutsideText.Clean(text).Replace(Mark, '-').Trim();

    /// <summary>What the owner should know of the models that answered; not again what stands in the reply already.</summary>
    public static string Notes(IReadOnlyList<string> notes, string said) =>
        string.Join("\n\n", notes.Where(n => !said.Contains(n, StringComparison.Ordinal)).Select(n => $"{Mark} {n}"));

    private static string DataOf(Answer answer)
    {
        var data = answer.Data is { } given ? JsonSerializer.Serialize(given, Json)
            : answer.Table is { } table ? string.Join('\n', table.Rows.Prepend(table.Columns).Select(r => string.Join(" | ", r)))
            : "";
        return data.Length <= LongestData ? data : data[..LongestData] + " … (cut)";
    }

    private static string Titles(IEnumerable<CallMade> calls) => string.Join(", ", calls.Select(c => c.Title).Distinct(StringComparer.Ordinal));

    private static string Numbers(IEnumerable<GateOutcome> outcomes)
    {
        var waiting = outcomes.Where(o => o.State == ActionState.Waiting).Select(o => $"#{o.Number}").ToList();
        return $"{string.Join(", ", waiting)} {(waiting.Count == 1 ? "waits" : "wait")}";
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
