using Jarvis.Bot.Models;
using Microsoft.SemanticKernel;

namespace Jarvis.Bot.Understanding.ModelDriven;

/// <summary>About how many tokens a message or a function takes in a request, with the names and braces around it.</summary>
internal static class Tokens
{
    private const int Around = 7;

    public static int Of(string text) => TokenCount.Of(text) + Around;

    public static int Of(KernelFunction function) =>
        TokenCount.Of($"{function.PluginName}_{function.Name} {function.Description} {BriefFunctions.SchemaOf(function.JsonSchema).GetRawText()}");
}
