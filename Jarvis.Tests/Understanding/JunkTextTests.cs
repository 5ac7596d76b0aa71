using Jarvis.Bot.Understanding;
using Jarvis.Skills.Governance;

namespace Jarvis.Tests.Understanding;

/// <summary>Ten thousand characters of anything; how long they take is measured in bench/ ("dates", "reading").</summary>
public sealed class JunkTextTests
{
    private const int Length = 10_000;
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
    public void Junk_is_no_order(string name, string text)
    {
        var understood = Shared.Local.Understand(text, new ConversationMemory(new FunctionCall("room.history", ("service", "backend"))));
        Assert.False(understood is Understood.Request { Doubtful: false }, $"{name}: {understood}");
        Assert.NotEmpty(Shared.Local.RankFunctions(text));
    }

    private static string Random(ReadOnlySpan<char> letters) => System.Security.Cryptography.RandomNumberGenerator.GetString(letters, Length);

    private static string Repeated(string piece) => string.Concat(Enumerable.Repeat(piece, (Length / piece.Length) + 1))[..Length];
}
