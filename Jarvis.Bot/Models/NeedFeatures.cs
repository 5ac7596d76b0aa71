using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Jarvis.Bot.Models;

/// <summary>What can be seen of a request's words.</summary>
/// <param name="Reasoning">Words that ask for thought rather than for a fact: why, compare, plan, explain.</param>
/// <param name="Steps">Joints between things to be done: "and then", "after that", lists.</param>
/// <param name="Figures">Numbers and formulas, up to 3.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly partial record struct NeedFeatures(int Letters, int Reasoning, int Steps, double Figures)
{
    public static NeedFeatures Of(string text) =>
        new(text.Length, Math.Min(3, Thought().Count(text)), Math.Min(3, Joints().Count(text)), Math.Min(3, Numbers().Count(text) / 3.0));

    [GeneratedRegex(@"\b(why|how come|compare|explain|analy[sz]e|plan|strategy|draft|write|negotiat\w*|decide|should|would|best|worth|trade-?offs?|because|unless|prove|derive|calculate|forecast|suggest|recommend|improve)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Thought();

    [GeneratedRegex(@"\b(then|after that|afterwards|also|and (tell|send|make|write|set|show|give)|first|finally|for each|every one)\b|^\s*([-*]|\d+[.)]) ", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Joints();

    [GeneratedRegex(@"\d+([.,]\d+)?|[=<>^]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Numbers();
}
