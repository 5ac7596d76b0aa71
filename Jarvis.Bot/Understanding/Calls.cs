using Jarvis.Bot.Understanding.Intents;
using Jarvis.Bot.Understanding.Matching;
using Jarvis.Bot.Understanding.Slots;
using Jarvis.Skills.Governance;

namespace Jarvis.Bot.Understanding;

/// <summary>A call as far as it is known.</summary>
/// <param name="Lasting">Arguments with times in words.</param>
internal sealed record Draft(string Function, Dictionary<string, string?> Arguments, Dictionary<string, string?> Lasting)
{
    public FunctionCall Call => new(Function, Arguments);

    public Understood.Request Request => new(Call, new FunctionCall(Function, Lasting));

    public static Draft Of(FunctionCall call) => new(call.Function, new Dictionary<string, string?>(call.Arguments, StringComparer.Ordinal), new Dictionary<string, string?>(call.Arguments, StringComparer.Ordinal));

    public void Set(string argument, string value, string? lasting = null)
    {
        Arguments[argument] = value;
        Lasting[argument] = lasting ?? value;
    }

    public void Set(string argument, SlotMatch match) => Set(argument, match.Value, match.Lasting);

    /// <summary>A call within a call, as "every weekday at 8 send me open leads" has one.</summary>
    public void SetCommand(Understood.Request command, string said)
    {
        Set("function", command.Lasting.Function);
        Set("arguments", command.Lasting.ArgumentsJson());
        Set("title", said);
    }
}

/// <summary>Turns a fit into a call, or into the question that is left.</summary>
internal sealed class Calls(IntentCatalog catalog, Func<string, IEnumerable<string>> names)
{
    private const int MostNames = 8;

    /// <summary>The arguments that the fit fills; a command among them is the caller's to understand.</summary>
    public static Draft DraftOf(Alignment fit, MessageView view)
    {
        var draft = new Draft(fit.Template.Intent.Function.Name, new(StringComparer.Ordinal), new(StringComparer.Ordinal));
        foreach (var (argument, value) in fit.Template.Intent.Fixed) draft.Set(argument, value);
        foreach (var (argument, match) in fit.Filled.Where(f => f.Value.Either.Count == 0)) draft.Set(argument, match);
        foreach (var (argument, run) in fit.Runs.Where(r => fit.Template.Intent.Slots[r.Key] is SlotTypes.Text or SlotTypes.Name))
            draft.Set(argument, view.Utterance.Said(run.From, run.To));
        return draft;
    }

    /// <summary>The first question that the intent has to ask before the call is whole; null when it is whole.</summary>
    public Understood.Missing? QuestionFor(Draft draft, Intent intent)
    {
        foreach (var (slot, question) in intent.Ask)
        {
            var argument = intent.Slots[slot] == SlotTypes.Command ? SlotTypes.CommandArguments[0] : slot;
            if (string.IsNullOrEmpty(draft.Arguments.GetValueOrDefault(argument))) return new Understood.Missing(draft.Call, slot, WithNames(question, intent.Slots[slot]));
        }
        return null;
    }

    public static Understood.Missing Which(Draft draft, Intent intent, string slot, IReadOnlyList<string> either) =>
        new(draft.Call, slot, $"{intent.Ask.GetValueOrDefault(slot, "Which one?")} {Or(either)}?");

    public Understood.Missing Unknown(Draft draft, Intent intent, string slot, string said) =>
        new(draft.Call, slot, $"I know no {intent.Slots[slot]} \"{said}\". {WithNames(intent.Ask[slot], intent.Slots[slot])}");

    /// <summary>The intent that a stored call came from.</summary>
    public Intent? IntentOf(FunctionCall call) => IntentsOf(call).FirstOrDefault();

    /// <summary>The intents that a stored call may have come from, the likeliest first.</summary>
    public IEnumerable<Intent> IntentsOf(FunctionCall call) =>
        catalog.For(call.Function).Where(i => i.Fixed.All(f => call.Arguments.GetValueOrDefault(f.Key) == f.Value))
            .OrderByDescending(i => i.Fixed.Count).ThenByDescending(i => i.Slots.Count(s => call.Arguments.ContainsKey(s.Key)));

    private string WithNames(string question, string type)
    {
        var known = names(type).Order(StringComparer.OrdinalIgnoreCase).ToList();
        return known.Count is 0 or > MostNames ? question : $"{question} {Or(known)}?".Replace("??", "?", StringComparison.Ordinal);
    }

    private static string Or(IReadOnlyList<string> names) =>
        names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} or {names[^1]}";
}
