using System.Threading.Channels;
using Jarvis.Skills.Business.Models;
using Microsoft.Extensions.AI;
using Polly;

namespace Jarvis.Bot.Models;

/// <summary>
/// Passes a streamed answer on. Text goes out as it comes; a function call is held back until the answer has come whole, so that what
/// an attempt asked for before it broke is not done beside what the next one asks for.
/// </summary>
internal sealed class StreamWriter(ChannelWriter<ChatResponseUpdate> reader, ResiliencePipeline patience)
{
    private string? said;

    public async Task AskAsync(IChatClient client, RouterJob job, IReadOnlyList<ChatMessage> messages, ChatOptions options, Attempt attempt, CancellationToken cancel)
    {
        var id = $"m{Guid.NewGuid():n}";
        if (said is { } broken)
        {
            job.Request.Void(broken);
            await reader.WriteAsync(ModelStream.Restart(id), cancel);
            said = null;
        }
        var held = new List<ChatResponseUpdate>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await using var updates = client.GetStreamingResponseAsync(messages, options, stop.Token).GetAsyncEnumerator(stop.Token);
        while (await NextAsync(updates, stop, cancel))
        {
            var update = updates.Current;
            attempt.Heard(update);
            (update.MessageId, update.ResponseId) = (id, id);
            if (update.Contents.Any(c => c is FunctionCallContent or UsageContent) || update.FinishReason is not null)
            {
                held.Add(update);
                continue;
            }
            if (update.Text.Length > 0) said = id;
            await reader.WriteAsync(update, cancel);
        }
        if (attempt.Finish is null) throw new AttemptFailedException(new ModelFailure(ModelOutcome.Cut, "its answer broke off", MayPass: true));
        if (ModelFailure.Of(attempt.Finish) is not null) return;
        foreach (var update in held) await reader.WriteAsync(update, cancel);
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> updates, CancellationTokenSource stop, CancellationToken cancel) =>
        await patience.ExecuteAsync(async token =>
        {
            await using var late = token.Register(stop.Cancel);
            return await updates.MoveNextAsync();
        }, cancel);
}
