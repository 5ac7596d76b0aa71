using Jarvis.Bot.Governance;
using Jarvis.Skills.Domains;

namespace Jarvis.Bot.Reports;

/// <summary>A report in two sentences, for whoever reads no further.</summary>
internal sealed class Headline(DoneActions actions, SavedBook book, OpenActions open, Controls controls)
{
    public async Task<string> WriteAsync(ReportPeriod period, CancellationToken cancel)
    {
        var waiting = (await open.AllAsync(cancel)).Count;
        var ran = await actions.RanAsync(period.From, period.To, cancel);
        var done = ran.Count(a => a.State == ActionState.Done);
        var failed = ran.Count(a => a.State is ActionState.Failed or ActionState.Interrupted);
        var saved = Savings.Of(await book.ReadAsync(period.From, period.To, cancel));

        var needs = waiting == 0 ? "Nothing waits for you." : $"**{waiting} {(waiting == 1 ? "decision waits" : "decisions wait")} for you.**";
        var did = done == 0 && failed == 0 ? "I did nothing that needed doing"
            : $"I did {Things(done)}" + (failed > 0 ? $", and {Things(failed)} did not work" : "");
        var paused = controls.Paused ? "**I am paused.** " : "";
        return $"{paused}{needs} {did}{(saved.None ? "" : $", which saved you {saved.Words()}")}.";
    }

    private static string Things(int count) => count == 1 ? "1 thing" : $"{count} things";
}
