using System.Diagnostics;
using Jarvis.Bot.Understanding;
using Jarvis.Skills.Governance;

namespace Jarvis.Tests.Understanding;

/// <summary>Ten thousand characters of anything must not hold Jarvis up.</summary>
public sealed class JunkTextTests(ITestOutputHelper output)
{
    private const int Length = 10_000;
    private const int Tries = 5;
    private static readonly Understandings Shared = new();

    public static TheoryData<string, string> Junk => new()
    {
        { "letters", Random("abcdefghijklmnopqrstuvwxyz") },
        { "words of any letters", Random("abcdefghijklmnopqrstuvwxyz     ") },
        { "digits", Random("0123456789") },
        { "figures", Random("0123456789 .,:-/") },
        { "signs", Random("!?.,;:-_#+*~^<>|{}[]()\"'`´/\\$€%&=@ \n") },
        { "any characters", Random([.. Enumerable.Range(0x20, 0x3000).Select(c => (char)c)]) },
        { "requests", Repeated("restart backend and remind me tomorrow at 9 ") },
        { "times", Repeated("every monday at 5 until 22:00 in march last week ") },
        { "long words", Repeated(new string('x', 90) + " ") },
        { "an address", Repeated("a@b") },
        { "quotes", Repeated("> \"'") },
        { "a mail", Repeated("Dear Anna, the backend was slow again last week, and our customers told us so. ") },
    };

    [Theory, MemberData(nameof(Junk))]
    public void Junk_is_read_in_no_time(string name, string text)
    {
        var memory = new ConversationMemory(new FunctionCall("room.history", ("service", "backend")));
        var quickest = Enumerable.Range(0, Tries).Min(_ => Took(() => Shared.Local.Understand(text, memory)));
        var ranked = Enumerable.Range(0, Tries).Min(_ => Took(() => Shared.Local.RankFunctions(text)));
        output.WriteLine($"{name}: understood in {quickest:0.0} ms, functions ranked in {ranked:0.0} ms");

        // The quickest of a few: what it takes when no other test holds the cores.
        Assert.InRange(quickest, 0, 50);
        Assert.InRange(ranked, 0, 50);
    }

    private static double Took(Action read)
    {
        var start = Stopwatch.GetTimestamp();
        read();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static string Random(ReadOnlySpan<char> letters) => System.Security.Cryptography.RandomNumberGenerator.GetString(letters, Length);

    private static string Repeated(string piece) => string.Concat(Enumerable.Repeat(piece, (Length / piece.Length) + 1))[..Length];
}
