using System.Globalization;
using System.Text.Json;
using Jarvis.Bot.Governance;
using Jarvis.Skills.Governance;
using Microsoft.SemanticKernel;

namespace Jarvis.Bot.Understanding.ModelDriven;

/// <summary>
/// Makes the calls that a model asks for in one turn, by the one way that all calls go, and keeps what came of them: the model
/// reads the words of it, and Jarvis tells the owner what was done from here, not from what the model says.
/// </summary>
internal sealed partial class TurnCalls(SkillCaller skills, CallContext context, OutsideText outside, ILogger log) : IAutoFunctionInvocationFilter
{
    private readonly List<CallMade> made = [];

    /// <summary>A call has ended, well or not.</summary>
    public event Action? Ended;

    public IReadOnlyList<CallMade> Made => made;

    public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
    {
        var call = new FunctionCall($"{context.Function.PluginName}.{context.Function.Name}",
            (context.Arguments ?? []).ToDictionary(a => a.Key, a => Text(a.Value), StringComparer.Ordinal));
        var ended = await CallAsync(call, context.CancellationToken);
        made.Add(ended);
        context.Result = new FunctionResult(context.Result, CallWords.ForModel(ended, outside));
        Ended?.Invoke();
    }

    private async Task<CallMade> CallAsync(FunctionCall call, CancellationToken cancel)
    {
        try
        {
            return new CallMade(call, await skills.CallAsync(call, context, cancel));
        }
        catch (BadRequestException e)
        {
            return new CallMade(call, null, e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            CallThrew(e, call.Function, context.Cause);
            return new CallMade(call, null, $"An error that I did not expect ({e.GetType().Name}).");
        }
    }

    private static string? Text(object? value) => value switch
    {
        null or JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString(),
        JsonElement other => other.GetRawText(),
        IFormattable figure => figure.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Function}, called by a model in {Cause}, threw.")]
    private partial void CallThrew(Exception error, string function, string cause);
}
