using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Bot.People;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Jarvis.Bot.Understanding;

/// <summary>
/// A turn that local understanding could not serve, given to a model with function calling. Every function that it calls
/// passes the gate like any other; what it asked for is asked of the owner. Does nothing where no model is configured.
/// </summary>
internal sealed class ModelTurn(SkillCatalog catalog, PromptDesk desk, Governance.OpenActions open, Prompts prompts, IEnumerable<IChatClient> clients)
{
    public async Task<TurnResult?> TakeAsync(string text, InboxMessage message, Person person, ConversationMemory memory, CancellationToken cancel)
    {
        if (clients.FirstOrDefault() is not { } client) return null;
        var context = new CallContext
        {
            Origin = Origin.Turn,
            Cause = $"turn:{message.Id}",
            Person = new Caller(person.Id, person.Name, message.Channel, message.Address) { AsksOnly = message.AsksOnly },
        };
        var kernel = context.Bind(catalog.Kernel);
        var chat = client.AsBuilder().UseKernelFunctionInvocation().Build().AsChatCompletionService();
        var history = new ChatHistory(prompts.Read("jarvis/system.md"));
        history.AddUserMessage(text);
        var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
        var answer = await chat.GetChatMessageContentAsync(history, settings, kernel, cancel);

        var asked = await open.OfCauseAsync(context.Cause, cancel);
        var replies = new List<Reply>();
        if (answer.Content is { Length: > 0 } said) replies.Add(new Reply(said));
        replies.AddRange(await desk.ForTurnAsync(asked, message.Channel, message.Address, cancel));
        return replies.Count == 0 ? null : new TurnResult(replies, memory with { Open = null });
    }
}
