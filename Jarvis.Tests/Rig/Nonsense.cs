namespace Jarvis.Tests.Rig;

/// <summary>Words of no language, each given once: local understanding finds neither a function nor a number in them, as it may in a random one.</summary>
internal static class Nonsense
{
    private const string Letters = "bcdfghjkmpqrvwxz";

    private static int given;

    public static string New()
    {
        var number = Interlocked.Increment(ref given);
        return $"xyzzyq{Letters[number / 256 % 16]}{Letters[number / 16 % 16]}{Letters[number % 16]}";
    }
}
