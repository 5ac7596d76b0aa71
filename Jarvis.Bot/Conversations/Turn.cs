using Jarvis.Bot.Governance;
using Jarvis.Bot.People;
using Jarvis.Bot.Understanding;
using Jarvis.Bot.Understanding.Learning;
using Jarvis.Bot.Understanding.ModelDriven;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Files;
using Jarvis.Skills.Governance;

namespace Jarvis.Bot.Conversations;

/// <summary>What a turn says, and what the conversation is about afterwards.</summary>
internal sealed record TurnResult(IReadOnlyList<Reply> Replies, ConversationMemory Memory)
{
    public TurnResult(Reply reply, ConversationMemory memory) : this([reply], memory) { }
}

/// <summary>
/// One inbound message of a known person, up to its reply: decision words first, then local understanding, then a model
/// where one is configured. Deterministic given the store, so that a crash may simply repeat it.
/// </summary>
internal sealed class Turn(
    LocalUnderstanding understanding, Decisions decisions, DecisionForms forms, SkillCaller skills, PromptDesk desk, ModelTurn model, RequestHistory history, LessonBook lessons, Inbox inbox,
    IEnumerable<DroppedFile> dropped)
{
    public async Task<TurnResult> TakeAsync(InboxMessage message, Person person, ConversationMemory memory, CancellationToken cancel)
    {
        var text = TextOf(message);

        if (message.Kind == InboundKind.Form)
            return new TurnResult(await forms.ReadAsync(text, cancel) is { } filled ? (await decisions.ApplyAsync(person, message, filled, cancel))! : new Reply("I could not read that form. Say it in words, such as \"reject 12 because it is too expensive\"."), memory);

        if (BudgetQuestion.Answer(message.Kind, text, memory) is { } answer) return await GoOnAsync(answer, message, person, memory with { Asks = null }, cancel);
        memory = memory with { Asks = null };
        var meant = memory.Said is null ? null : understanding.Correction(text);

        // While a question is open, "yes" and "no" answer it.
        if (meant is null && DecisionWords.Read(text) is { } request && !(memory.Open is not null && request is { Casual: true, IsBare: true })
            && await decisions.ApplyAsync(person, message, request, cancel) is { } decided)
            return new TurnResult(decided, memory);

        if (Acknowledgement(message.Kind, text) is { } acknowledge) return await CallAsync(acknowledge, message, person, memory, cancel);
        if (text.Length == 0 && message.FilePath is null) return new TurnResult(new Reply("I could not read that message. Write it as text, or send a file with a word on what to do with it."), memory);

        if (text.Length == 0 && dropped.FirstOrDefault(d => message.FileName?.EndsWith(d.Extension, StringComparison.OrdinalIgnoreCase) == true) is { } known) return await CallAsync(known.Call, message, person, memory, cancel);

        await lessons.LoadAsync(cancel);
        var said = meant ?? text;
        var understood = understanding.Understand(said, meant is null ? memory : memory with { Open = null });
        var corrects = meant is not null || memory.Offered?.Contains(text, StringComparer.Ordinal) == true;
        var learnt = corrects && !message.AsksOnly && await lessons.LearnAsync(person, memory.Said, said, understood, cancel);
        var after = memory with { Said = said, Offered = null };
        var result = understood switch
        {
            Understood.Request asked => await CallAsync(asked.Call, message, person, after, cancel, asked.Lasting, asked.Doubtful),
            Understood.Missing missing => new TurnResult(new Reply(missing.Question), after with { Open = new OpenQuestion(missing.Call, missing.Slot) }),
            Understood.Unsure unsure => new TurnResult(Choices(unsure), after with { Last = null, Open = null, Offered = [.. unsure.Readings.Select(r => r.Say)] }),
            Understood.Dropped dropped => new TurnResult(new Reply(dropped.Said), after with { Open = null }),
            Understood.Nothing nothing => await model.TakeAsync(said, message, person, after, cancel, meant is not null)
                ?? NotUnderstood(nothing, after),
            var other => throw new InvalidOperationException($"Unknown reading {other.GetType().Name}."),
        };
        return learnt && meant is not null
            ? result with { Replies = [.. result.Replies, new Reply($"I have learnt that \"{Readings.Short(memory.Said!)}\" means that. \"what have you learnt\" lists it.")] } : result;
    }

    /// <summary>Takes a turn again that a budget held up, now that the owner allows it; or leaves it.</summary>
    private async Task<TurnResult> GoOnAsync(BudgetQuestion answer, InboxMessage message, Person person, ConversationMemory memory, CancellationToken cancel)
    {
        if (!answer.Yes) return new TurnResult(new Reply("All right, I ask no model."), memory);
        if (!BudgetQuestion.MayAnswer(person)) return new TurnResult(new Reply("Only the owner can allow that."), memory);
        var before = await inbox.FindAsync(answer.Turn, cancel);
        if (before is null || (before.Channel, before.Address, before.SenderId) != (message.Channel, message.Address, message.SenderId))
            return new TurnResult(new Reply("I no longer know what that was about. Please ask again."), memory);
        var corrected = understanding.Correction(TextOf(before));
        return await model.TakeAsync(corrected ?? TextOf(before), before, person, memory, cancel, corrected is not null, allowedBy: message)
            ?? new TurnResult(new Reply("No model is set up any more."), memory);
    }

    private async Task<TurnResult> CallAsync(FunctionCall call, InboxMessage message, Person person, ConversationMemory memory, CancellationToken cancel, FunctionCall? lasting = null, bool doubtful = false)
    {
        var context = new CallContext
        {
            Origin = Origin.Turn,
            Cause = $"turn:{message.Id}",
            Person = new Caller(person.Id, person.Name, message.Channel, message.Address) { AsksOnly = message.AsksOnly },
            AskedFor = call,
            Doubtful = doubtful,
        };
        var after = memory with { Last = call, Open = null };
        try
        {
            var result = await skills.CallAsync(call, context, cancel);
            if (result is Answer && lasting is not null) await history.NoteAsync(lasting, person.Id, cancel);
            return result switch
            {
                Answer answer => new TurnResult(Reply.Of(answer), after),
                GateOutcome { State: ActionState.Waiting } asked => new TurnResult(await desk.ForTurnAsync([asked.Number], message.Channel, message.Address, cancel), after),
                GateOutcome { State: ActionState.Done } done => new TurnResult(new Reply($"{done.Sentence}{(done.Replayed ? "" : $" (#{done.Number})")}"), after),
                GateOutcome outcome => new TurnResult(new Reply(outcome.Sentence), after),
                var other => throw new InvalidOperationException($"{call.Function} returned a {other.GetType().Name}."),
            };
        }
        catch (BadRequestException e)
        {
            return new TurnResult(new Reply(e.Message), memory with { Open = null });
        }
    }

    /// <summary>The words that a button stands for are as good as said.</summary>
    private static string TextOf(InboxMessage message) =>
        message.Kind == InboundKind.Button && message.Text.StartsWith("s:", StringComparison.Ordinal) ? message.Text[2..] : message.Text;

    private static FunctionCall? Acknowledgement(InboundKind kind, string text) =>
        kind == InboundKind.Button && text.Split(':') is ["a", "ack", var number] ? new FunctionCall("alerts.acknowledge", ("number", number)) : null;

    private static TurnResult NotUnderstood(Understood.Nothing nothing, ConversationMemory after) => nothing.Nearest.Count == 0
        ? new TurnResult(new Reply(nothing.Instead), after with { Open = null })
        : new TurnResult(Choices(new Understood.Unsure(nothing.Nearest)) with { Markdown = "I am not sure that I understand. Do you mean one of these? Otherwise say it in other words; \"help\" shows everything." }, after with { Open = null, Offered = [.. nothing.Nearest.Select(r => r.Say)] });

    private static Reply Choices(Understood.Unsure unsure) => new("Which of these do you mean?")
    {
        // Telegram's 64 bytes hold the usual phrase; a longer one is offered as words only.
        Buttons = [.. unsure.Readings.Where(r => System.Text.Encoding.UTF8.GetByteCount(r.Say) <= 62).Select(r => (IReadOnlyList<Button>)[new Button(r.Label, "s:" + r.Say)])],
    };
}
