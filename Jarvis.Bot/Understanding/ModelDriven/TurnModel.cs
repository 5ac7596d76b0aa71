using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Jarvis.Bot.Models;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;

namespace Jarvis.Bot.Understanding.ModelDriven;

/// <summary>No model answered. The message of the inner exception says what was tried.</summary>
public sealed class ModelFailedException : Exception
{
    public ModelFailedException() { }
    public ModelFailedException(string message) : base(message) { }
    public ModelFailedException(string message, Exception innerException) : base(message, innerException) { }
}

/// <summary>
/// The model of one turn: streams what it says to whoever watches, and writes down each answer (<see cref="ModelStep"/>) before
/// its function calls are made. Answers that the turn got before are given again and the model is not asked.
/// </summary>
internal sealed class TurnModel(IChatClient model, ModelRequest request, long turn, PromptFile prompt, IDbContextFactory<JarvisDb> databases, TimeProvider time) : IChatClient
{
    private int next;

    /// <summary>What the present answer says so far; empty again when another answer begins.</summary>
    public event Action<string>? Says;

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var step = next++;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Set<ModelStep>().AsNoTracking().FirstOrDefaultAsync(s => s.Turn == turn && s.Step == step, cancellationToken) is { } before)
            return new ChatResponse(JsonSerializer.Deserialize<List<ChatMessage>>(before.MessagesJson, AIJsonUtilities.DefaultOptions)!);

        var response = await AskAsync(messages, options, cancellationToken);
        db.Add(new ModelStep { Turn = turn, Step = step, MessagesJson = JsonSerializer.Serialize(response.Messages, AIJsonUtilities.DefaultOptions), At = time.GetUtcNow() });
        await db.SaveChangesAsync(cancellationToken);
        return response;
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // Whole: what is shown while it comes is shown by Says.
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates()) yield return update;
    }

    /// <summary>The model behind it is everybody's.</summary>
    public void Dispose()
    {
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => model.GetService(serviceType, serviceKey);

    private async Task<ChatResponse> AskAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancel)
    {
        var wanted = options?.Clone() ?? new ChatOptions();
        wanted.MaxOutputTokens = prompt.MaxTokens;
        wanted.For(request);
        var updates = new List<ChatResponseUpdate>();
        var said = new StringBuilder();
        Says?.Invoke("");
        try
        {
            await foreach (var update in model.GetStreamingResponseAsync(messages, wanted, cancel))
            {
                // Another answer in the place of one that broke off: what came of the first is dropped.
                if (update.IsRestart() || (updates.Count > 0 && update.ResponseId is { } id && updates[^1].ResponseId is { } other && id != other))
                {
                    updates.Clear();
                    said.Clear();
                    Says?.Invoke("");
                }
                if (!update.IsRestart()) updates.Add(update);
                if (update.Text.Length > 0) Says?.Invoke(said.Append(update.Text).ToString());
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            throw new ModelFailedException("No model answered.", e);
        }
        return updates.ToChatResponse();
    }
}
