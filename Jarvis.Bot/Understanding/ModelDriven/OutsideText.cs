using System.Security.Cryptography;

namespace Jarvis.Bot.Understanding.ModelDriven;

/// <summary>
/// Marks text that somebody outside wrote, so that a model takes it for data. Who wrote it can forge neither mark: the code is
/// drawn anew for each turn, and the brackets are taken out of the text.
/// </summary>
internal sealed class OutsideText
{
    private readonly string code = RandomNumberGenerator.GetHexString(8, lowercase: true);

    public string Mark(string text) => $"⟦outside {code}⟧\n{Clean(text)}\n⟦end {code}⟧";

    /// <summary>Without the brackets; for what a model is given outside the marks, and for what it says.</summary>
    public static string Clean(string text) => text.Replace('⟦', '[').Replace('⟧', ']');
}
