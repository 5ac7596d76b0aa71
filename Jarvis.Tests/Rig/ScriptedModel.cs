using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Jarvis.Tests.Rig;

/// <summary>A model that answers as a test says: each answer is made from what was sent.</summary>
public sealed class ScriptedModel : IChatClient
{
    private readonly ConcurrentQueue<Func<Request, IAsyncEnumerable<AIContent>>> answers = new();
    private int answered;

    /// <summary>What a model was sent.</summary>
    public sealed record Request(IReadOnlyList<ChatMessage> Messages, ChatOptions Options)
    {
        public IReadOnlyList<AIFunctionDeclaration> Offered => [.. (Options.Tools ?? []).OfType<AIFunctionDeclaration>()];

        public string Text => string.Join("\n", Messages.Select(m => $"{m.Role}: {m.Text}{string.Join(' ', m.Contents.OfType<FunctionResultContent>().Select(r => r.Result))}"));

        /// <summary>What functions returned, last first.</summary>
        public IReadOnlyList<string> Results => [.. Messages.SelectMany(m => m.Contents).OfType<FunctionResultContent>().Select(r => $"{r.Result}").Reverse()];
    }

    /// <summary>Among contents: what follows is another answer, in the place of the one that broke off.</summary>
    public static AIContent Other { get; } = new();

    public ConcurrentQueue<Request> Requests { get; } = new();

    /// <summary>Answers what is not scripted; null makes the test fail with it.</summary>
    public Func<Request, IAsyncEnumerable<AIContent>>? Otherwise { get; set; }

    public ScriptedModel Says(params string[] pieces) => Does(_ => Of(pieces.Select(AIContent (p) => new TextContent(p))));

    public ScriptedModel Calls(string function, params (string Name, object? Value)[] arguments) => Does(_ => Of([Call(function, arguments)]));

    public ScriptedModel Does(Func<Request, IAsyncEnumerable<AIContent>> answer)
    {
        answers.Enqueue(answer);
        return this;
    }

    public static FunctionCallContent Call(string function, params (string Name, object? Value)[] arguments) =>
        new($"call-{Guid.NewGuid():n}", function, arguments.ToDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal));

    public static async IAsyncEnumerable<AIContent> Of(IEnumerable<AIContent> contents)
    {
        foreach (var content in contents)
        {
            await Task.Yield();
            yield return content;
        }
    }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = new Request([.. messages], options ?? new ChatOptions());
        Requests.Enqueue(request);
        var id = $"answer-{Interlocked.Increment(ref answered)}";
        var answer = answers.TryDequeue(out var scripted) ? scripted : Otherwise ?? throw new InvalidOperationException($"The script has no answer to:\n{request.Text}");
        await foreach (var content in answer(request).WithCancellation(cancellationToken))
            if (ReferenceEquals(content, Other)) id = $"answer-{Interlocked.Increment(ref answered)}";
            else yield return new ChatResponseUpdate(ChatRole.Assistant, [content]) { ResponseId = id, MessageId = id };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose() { }
}
