using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jarvis.Skills.Governance;

/// <summary>A call of a kernel function, in the form that is stored: "health.restart" with its arguments as text.</summary>
/// <param name="Function">Plugin and function, joined by a dot.</param>
[method: JsonConstructor]
public sealed record FunctionCall(string Function, IReadOnlyDictionary<string, string?> Arguments)
{
    public FunctionCall(string function, params (string Name, string? Value)[] arguments)
        : this(function, arguments.ToDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal)) { }

    public string Plugin => Function.Split('.', 2)[0];

    public string ArgumentsJson() => JsonSerializer.Serialize(
        Arguments.OrderBy(a => a.Key, StringComparer.Ordinal).ToDictionary(a => a.Key, a => a.Value, StringComparer.Ordinal));

    public static FunctionCall FromJson(string function, string argumentsJson) =>
        new(function, JsonSerializer.Deserialize<Dictionary<string, string?>>(argumentsJson) ?? []);

    public override string ToString() =>
        $"{Function}({string.Join(", ", Arguments.Where(a => a.Value is not null).Select(a => $"{a.Key}={a.Value}"))})";
}
