using Microsoft.SemanticKernel;

namespace Jarvis.Bot.Understanding.ModelDriven;

/// <summary>About how many tokens a text is: a quarter of its characters in English, which is what providers give as the rule of thumb, and a little for what is around it.</summary>
internal static class Tokens
{
    private const int Around = 6;

    public static int Of(string text) => (text.Length / 4) + Around;

    public static int Of(KernelFunction function) =>
        Of($"{function.PluginName}_{function.Name}{function.Description}{function.JsonSchema.GetRawText()}") + Around;
}
