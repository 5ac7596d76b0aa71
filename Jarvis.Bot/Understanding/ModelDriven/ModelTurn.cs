using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Bot.People;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Jarvis.Bot.Understanding.ModelDriven;

/// <summary>
/// A turn that local understanding could not serve, given to a model with function calling. Every function that it calls
/// passes the gate like any other; what it asked for is asked of the owner. Under what the model says stands what was really
/// looked at and done. Does nothing where no model is configured.
/// </summary>
internal sealed partial class ModelTurn(
    TurnPrompt prompt, FunctionOffer offer, SkillCatalog catalog, SkillCaller skills, PromptDesk desk, OpenActions open, LiveReplies lives, Summariser summariser,
    IEnumerable<IChatClient> clients, IDbContextFactory<JarvisDb> databases, TimeProvider time, ILogger<ModelTurn> log)
{
    /// <summary>How often a model is asked in one turn, at most; a chain of calls that goes on longer leads nowhere.</summary>
    private const int MostSteps = 6;

    /// <summary>Tables, charts and files of so many calls go to the owner with the reply.</summary>
    private const int MostAttached = 4;

    public async Task<TurnResult?> TakeAsync(string text, InboxMessage message, Person person, ConversationMemory memory, CancellationToken cancel)
    {
        if (clients.FirstOrDefault() is not { } client) return null;
        var context = new CallContext
        {
            Origin = Origin.Turn,
            Cause = $"turn:{message.Id}",
            Person = new Caller(person.Id, person.Name, message.Channel, message.Address) { AsksOnly = message.AsksOnly },
        };
        // Only the owner's own words are orders to a model.
        if (person.Role != Role.Owner) context.MarkUntrusted();

        var outside = new OutsideText();
        var functions = offer.For(text);
        var history = await prompt.WriteAsync(text, message, person, context, outside, functions, cancel);
        using var model = new TurnModel(client, message.Id, prompt.File, databases, time);
        var calls = new TurnCalls(skills, context, outside, log);
        string said;
        await using (var live = lives.Begin(message))
        {
            _ = new TurnProgress(model, calls, live);
            said = await AnswerAsync(model, calls, context, history, functions, message.Id, cancel);
        }
        summariser.After(message);
        return new TurnResult(await RepliesAsync(said, calls.Made, context, message, cancel), After(memory, calls.Made));
    }

    private async Task<string> AnswerAsync(TurnModel model, TurnCalls calls, CallContext context, ChatHistory history, IReadOnlyList<KernelFunction> functions, long turn, CancellationToken cancel)
    {
        var kernel = context.Bind(catalog.Kernel);
        kernel.AutoFunctionInvocationFilters.Add(calls);
        using var calling = model.AsBuilder().UseKernelFunctionInvocation().Build();
        calling.GetService<FunctionInvokingChatClient>()!.MaximumIterationsPerRequest = MostSteps;
        var settings = new PromptExecutionSettings { FunctionChoiceBehavior = functions.Count == 0 ? null : FunctionChoiceBehavior.Auto(functions) };
        try
        {
            return CallWords.Own((await calling.AsChatCompletionService().GetChatMessageContentAsync(history, settings, kernel, cancel)).Content ?? "");
        }
        catch (ModelFailedException e)
        {
            NoModel(e.InnerException!, turn);
            return $"I could not think this through: no model answered ({Reason(e.InnerException!)}).";
        }
    }

    private async Task<IReadOnlyList<Reply>> RepliesAsync(string said, IReadOnlyList<CallMade> made, CallContext context, InboxMessage message, CancellationToken cancel)
    {
        var facts = CallWords.Facts(made);
        var replies = new List<Reply> { new(said.Length == 0 ? facts : $"{said}\n\n{facts}") { Untrusted = context.Untrusted } };
        var shown = made.Where(c => c.Answer is { } a && (a.Table is not null || a.Chart is not null || a.Files.Count > 0)).DistinctBy(c => c.Call.ToString(), StringComparer.Ordinal).TakeLast(MostAttached);
        replies.AddRange(shown.Select(c => Reply.Of(c.Answer!) with { Markdown = $"{CallWords.Mark} {c.Title}", Buttons = [] }));
        replies.AddRange(await desk.ForTurnAsync(await open.OfCauseAsync(context.Cause, cancel), message.Channel, message.Address, cancel));
        return replies;
    }

    /// <summary>"And last week?" asks the one read again that the model made.</summary>
    private static ConversationMemory After(ConversationMemory memory, IReadOnlyList<CallMade> made) =>
        new(made is [{ Answer: not null } only] ? only.Call : memory.Last);

    private static string Reason(Exception error) => error is BadRequestException or TimeoutException ? error.Message : error.GetType().Name;

    [LoggerMessage(Level = LogLevel.Warning, Message = "No model answered message {Turn}.")]
    private partial void NoModel(Exception error, long turn);
}
