using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Jarvis.Bot.Models;

/// <summary>What a request consists of, in estimated tokens, and the hash of the part that stays the same from call to call.</summary>
internal sealed record PromptSize(int Instructions, int Functions, int History, int Rest, int FunctionsOffered, string PrefixHash)
{
    /// <summary>What every message costs beside its text.</summary>
    private const int PerMessage = 4;

    public int Total => Instructions + Functions + History + Rest;

    public static PromptSize Of(IReadOnlyList<ChatMessage> messages, ChatOptions options)
    {
        var hash = new XxHash64();
        var instructions = Add(hash, options.Instructions);
        var functions = 0;
        var offered = 0;
        foreach (var tool in options.Tools ?? [])
        {
            offered++;
            functions += PerMessage + Add(hash, tool.Name) + Add(hash, tool.Description) + (tool is AIFunctionDeclaration function ? Add(hash, function.JsonSchema.GetRawText()) : 0);
        }
        int history = 0, rest = 0;
        var lastSaid = messages.Select((m, i) => m.Role == ChatRole.User ? i : -1).DefaultIfEmpty(-1).Max();
        for (var i = 0; i < messages.Count; i++)
        {
            var size = PerMessage + messages[i].Contents.Sum(Of);
            if (messages[i].Role == ChatRole.System)
            {
                instructions += size;
                Add(hash, messages[i].Text);
            }
            else if (i < lastSaid) history += size;
            else rest += size;
        }
        return new PromptSize(instructions, functions, history, rest, offered, Convert.ToHexStringLower(hash.GetCurrentHash()));
    }

    private static int Of(AIContent content) => content switch
    {
        TextContent text => TokenCount.Of(text.Text),
        FunctionCallContent call => TokenCount.Of(call.Name) + TokenCount.Of(call.Arguments is null ? "" : JsonSerializer.Serialize(call.Arguments, AIJsonUtilities.DefaultOptions)),
        FunctionResultContent result => TokenCount.Of(result.Result as string ?? JsonSerializer.Serialize(result.Result, AIJsonUtilities.DefaultOptions)),
        TextReasoningContent reasoning => TokenCount.Of(reasoning.Text),
        // A picture is billed by its area; a thousand tokens is what a screen's worth takes.
        DataContent => 1_000,
        _ => 0,
    };

    private static int Add(XxHash64 hash, string? text)
    {
        if (string.IsNullOrEmpty(text)) return 0;
        hash.Append(Encoding.UTF8.GetBytes(text));
        return TokenCount.Of(text);
    }
}
