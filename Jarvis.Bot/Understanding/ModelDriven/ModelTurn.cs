using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Bot.Models;
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

    /// <param name="corrects">The message says that the answer before was wrong.</param>
    /// <param name="allowedBy">The owner's later message that allows to pass a budget: the turn is taken again, and what it did is not done twice.</param>
    public async Task<TurnResult?> TakeAsync(
        string text, InboxMessage message, Person person, ConversationMemory memory, CancellationToken cancel, bool corrects = false, InboxMessage? allowedBy = null)
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
        var request = new ModelRequest
        {
            Purpose = prompt.File.Purpose, Cause = context.Cause, Domain = DomainOf(functions), Function = prompt.File.Name, Floor = prompt.File.Quality, Corrects = corrects, OverBudget = allowedBy is not null,
        };
        using var model = new TurnModel(client, request, message.Id, prompt.File, databases, time);
        var calls = new TurnCalls(skills, context, outside, log);
        Reply said;
        ConversationMemory after;
        var heldUp = false;
        await using (var live = lives.Begin(allowedBy ?? message))
        {
            _ = new TurnProgress(model, calls, live);
            try
            {
                said = new Reply(await AnswerAsync(model, calls, context, history, functions, message.Id, cancel));
                after = After(memory, calls.Made);
                summariser.After(allowedBy ?? message);
            }
            catch (ModelFailedException e) when (e.InnerException is BudgetExhaustedException refused)
            {
                heldUp = true;
                said = BudgetQuestion.Of(refused, message.Id, person);
                after = memory with { Asks = said.Buttons.Count > 0 ? message.Id : null };
            }
        }
        // A budget's end is Jarvis's own word, to which there is nothing to add when nothing was called.
        var facts = heldUp && calls.Made.Count == 0 ? "" : CallWords.Facts(calls.Made);
        var notes = person.Role == Role.Owner ? CallWords.Notes(request.Report.Notes, said.Markdown) : "";
        string[] parts = [said.Markdown, facts, notes];
        said = said with { Markdown = string.Join("\n\n", parts.Where(p => p.Length > 0)), Untrusted = context.Untrusted };
        return new TurnResult(await RepliesAsync(said, calls.Made, context, message, cancel), after);
    }

    /// <summary>The domain that most of the functions that fit are of; Jarvis's own when there is none.</summary>
    private static string DomainOf(IReadOnlyList<KernelFunction> functions) =>
        functions.GroupBy(f => f.PluginName!, StringComparer.Ordinal).FirstOrDefault(g => 2 * g.Count() > functions.Count)?.Key ?? "jarvis";

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
        catch (ModelFailedException e) when (e.InnerException is not BudgetExhaustedException)
        {
            if (e.InnerException is ModelsFailedException all) return all.Message;
            NoModel(e.InnerException!, turn);
            return $"I could not think this through: no model answered ({Reason(e.InnerException!)}).";
        }
    }

    private async Task<IReadOnlyList<Reply>> RepliesAsync(Reply said, IReadOnlyList<CallMade> made, CallContext context, InboxMessage message, CancellationToken cancel)
    {
        var replies = new List<Reply> { said };
        var shown = made.Where(c => c.Answer is { } a && (a.Table is not null || a.Chart is not null || a.Files.Count > 0)).DistinctBy(c => c.Call.ToString(), StringComparer.Ordinal).TakeLast(MostAttached);
        replies.AddRange(shown.Select(c => Reply.Of(c.Answer!) with { Markdown = $"{CallWords.Mark} {c.Title}", Buttons = [] }));
        replies.AddRange(await desk.ForTurnAsync(await open.OfCauseAsync(context.Cause, cancel), message.Channel, message.Address, cancel));
        return replies;
    }

    /// <summary>"And last week?" asks the one read again that the model made; what was asked before the model's turn is no longer meant.</summary>
    private static ConversationMemory After(ConversationMemory memory, IReadOnlyList<CallMade> made) =>
        memory with { Last = made is [{ Answer: not null } only] ? only.Call : null, Open = null };

    private static string Reason(Exception error) => error is BadRequestException or TimeoutException ? error.Message : error.GetType().Name;

    [LoggerMessage(Level = LogLevel.Warning, Message = "No model answered message {Turn}.")]
    private partial void NoModel(Exception error, long turn);
}
