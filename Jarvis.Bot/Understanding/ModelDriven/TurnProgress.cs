using Jarvis.Bot.Conversations;

namespace Jarvis.Bot.Understanding.ModelDriven;

/// <summary>What the owner sees while a model works: the calls that have ended, by what they returned, and what the model says so far.</summary>
internal sealed class TurnProgress
{
    private readonly TurnCalls calls;
    private readonly LiveReply live;

    public TurnProgress(TurnModel model, TurnCalls calls, LiveReply live)
    {
        (this.calls, this.live) = (calls, live);
        model.Says += Show;
        calls.Ended += () => Show("");
    }

    private void Show(string text)
    {
        var parts = calls.Made.Select(CallWords.Line).Append(CallWords.Own(text)).Where(p => p.Length > 0).ToList();
        if (parts.Count > 0) live.Show(string.Join("\n\n", parts));
    }
}
