using System.Globalization;
using Jarvis.Skills.Business.Models;

namespace Jarvis.Bench.Cost;

/// <summary>
/// A month of an owner's chat through the whole of Jarvis: how much of it needs no model, how much of that is wrong, and what the
/// rest costs beside giving all of it to one model. The last line is the score.
/// </summary>
internal static class CostBench
{
    private static readonly (string Name, ModelPrice Price)[] Others = [("GPT-4o", new(2.5m, 10m, 2.5m, 2.5m)), ("Claude", new(3m, 15m, 3m, 3m))];

    public static async Task RunAsync()
    {
        var month = Month.Read();
        var (right, wrong, unclear, toModel) = (0, 0, 0, 0);
        await using var chat = await OwnersChat.StartAsync();
        foreach (var request in month)
        {
            var served = await chat.SayAsync(request.Say);
            if (!request.Expect.Contains(served.By)) served = served.AtItsTime();
            if (served.By == "model") toModel++;
            else if (IsRight(request, served)) right++;
            else if (served.By == "choice" && served.Among.Any(request.Expect.Contains)) unclear++;
            else wrong++;
            if (!IsRight(request, served)) Say($"{request.Say}\n    expected {string.Join(" or ", request.Expect)}{Written(request.With)}, got {Written(served)}");
        }

        var calls = await chat.CallsAsync();
        var turns = calls.Where(c => !c.Background).GroupBy(c => c.Cause, StringComparer.Ordinal).ToList();
        var (read, written) = (turns.Average(t => t.Sum(c => c.TokensIn)), turns.Average(t => t.Sum(c => c.TokensOut)));
        Say($"{month.Count} requests: {right} served rightly without a model, {wrong} wrongly, {unclear} answered by a choice with the right reading in it, {toModel} given to a model");
        Say($"a turn with a model reads {read:0} tokens and writes {written:0}; {calls.Count(c => c.Background)} calls in the background");
        var wire = chat.Wire.Plain;
        Say($"the bodies of {wire.Count} plain turns, counted by o200k_base: {wire[wire.Count / 2]} tokens in the median, {wire[^1]} at most");
        var jarvis = calls.Sum(c => c.CostUsd);
        var priced = calls.Sum(c => c.Free ? (c.TokensIn + c.TokensOut) * 0.5m / 1_000_000 : c.CostUsd);
        Say($"Jarvis: {jarvis:0.0000} USD ({priced:0.0000} without the free requests); by model {string.Join(", ", calls.GroupBy(c => c.Model, StringComparer.Ordinal).Select(g => $"{g.Key} {g.Count()}"))}");
        foreach (var (name, price) in Others)
            Say($"everything to {name}: {month.Count * (((decimal)read * price.Input) + ((decimal)written * price.Output)) / 1_000_000:0.0000} USD, with one such turn for each request");
        Say($"score: local_share={100.0 * right / month.Count:0.0} local_wrong={100.0 * wrong / month.Count:0.0} tokens_per_turn={read + written:0} wire_median={wire[wire.Count / 2]} wire_max={wire[^1]}");
    }

    private static bool IsRight(OwnersRequest request, Served served) =>
        request.Expect.Contains(served.By)
            ? served.By is "decision" or "model" or "dropped" or "none" || served.Asked || request.With.All(w => string.Equals(served.Arguments.GetValueOrDefault(w.Key), w.Value, StringComparison.OrdinalIgnoreCase))
            // "why 3" is a word on a decision and a question at once.
            : served.By == "decision" && request.Expect.Contains("jarvis.why");

    private static string Written(IReadOnlyDictionary<string, string> with) => with.Count == 0 ? "" : $" with {string.Join(", ", with.Select(w => $"{w.Key}={w.Value}"))}";

    private static string Written(Served served) => served switch
    {
        { By: "choice" } => $"a choice of {string.Join(", ", served.Among)}",
        { Asked: true } => $"a question for {served.By}",
        { Arguments.Count: > 0 } => $"{served.By} with {string.Join(", ", served.Arguments.Select(a => $"{a.Key}={a.Value}"))}",
        _ => served.By,
    };

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
