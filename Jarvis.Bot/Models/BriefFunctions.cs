using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Jarvis.Bot.Models;

/// <summary>
/// Functions as models are told of them. Semantic Kernel writes a function's description a second time into its schema, as "condition", a word
/// that JSON Schema does not have; without it a turn with eight functions is a tenth shorter.
/// </summary>
internal static class BriefFunctions
{
    private const string Doubled = "condition";

    public static AITool Of(AITool tool) =>
        tool is AIFunctionDeclaration function && function.JsonSchema.TryGetProperty(Doubled, out _)
            ? AIFunctionFactory.CreateDeclaration(function.Name, function.Description, SchemaOf(function.JsonSchema), function.ReturnJsonSchema)
            : tool;

    public static JsonElement SchemaOf(JsonElement schema)
    {
        if (!schema.TryGetProperty(Doubled, out _)) return schema;
        var brief = JsonObject.Create(schema)!;
        brief.Remove(Doubled);
        return JsonSerializer.SerializeToElement(brief);
    }
}
