using Jarvis.Skills.Answers;
using Jarvis.Skills.Governance;
using Microsoft.SemanticKernel;

namespace Jarvis.Bot.Governance;

/// <summary>The one way to call a skill function, for turns, routines, events, agents and approvals alike.</summary>
public sealed class SkillCaller(SkillCatalog catalog)
{
    /// <returns>An <see cref="Answer"/> from a read, a <see cref="GateOutcome"/> from an action.</returns>
    /// <exception cref="BadRequestException">There is no such function, or an argument is missing or malformed. The message is for the owner.</exception>
    public async Task<object> CallAsync(FunctionCall call, CallContext context, CancellationToken cancel)
    {
        var parts = call.Function.Split('.', 2);
        if (parts.Length != 2 || !catalog.Kernel.Plugins.TryGetFunction(parts[0], parts[1], out var function))
            throw new BadRequestException($"There is no function \"{call.Function}\".");

        var arguments = new KernelArguments();
        foreach (var (name, value) in call.Arguments)
            if (value is not null) arguments[name] = value;
        Require(function, arguments);

        try
        {
            var result = await function.InvokeAsync(context.Bind(catalog.Kernel), arguments, cancel);
            return result.GetValue<object>() ?? throw new InvalidOperationException($"{call.Function} returned nothing.");
        }
        catch (Exception e) when (Malformed(e, function, arguments) is { } said)
        {
            throw new BadRequestException(said, e);
        }
    }

    private static void Require(KernelFunction function, KernelArguments arguments)
    {
        foreach (var parameter in function.Metadata.Parameters)
            if (parameter.IsRequired && !arguments.ContainsName(parameter.Name))
                throw new BadRequestException($"{function.PluginName}.{function.Name} needs \"{parameter.Name}\"{(parameter.Description.Length > 0 ? $": {parameter.Description}" : "")}.");
    }

    /// <summary>Semantic Kernel reports a text that cannot be converted to a parameter's type as one of these.</summary>
    private static string? Malformed(Exception error, KernelFunction function, KernelArguments arguments)
    {
        if (error is not (ArgumentOutOfRangeException or FormatException or KernelException)) return null;
        var wrong = function.Metadata.Parameters.FirstOrDefault(p => error.Message.Contains($"'{p.Name}'", StringComparison.Ordinal) || error is ArgumentOutOfRangeException { ParamName: { } named } && named == p.Name);
        return wrong is null ? null : $"\"{arguments[wrong.Name]}\" does not fit \"{wrong.Name}\"{(wrong.Description.Length > 0 ? $": {wrong.Description}" : "")}.";
    }
}
