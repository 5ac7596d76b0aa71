using System.Globalization;
using System.Runtime.InteropServices;

namespace Jarvis.Bot.Hosting;

/// <summary>
/// Gives the machine back the pages of program files that only the start, or a burst of work, has read: Linux keeps them mapped until memory runs short.
/// What is needed again is read from the file again; nothing that was written is touched (madvise(2), MADV_PAGEOUT, since Linux 5.4).
/// </summary>
internal static class ColdPages
{
    private const string Maps = "/proc/self/maps";
    private const int PageOut = 21;

    /// <summary>Does nothing where the system is not Linux, or is too old for it.</summary>
    public static void GiveBack()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            foreach (var line in File.ReadLines(Maps))
                if (Range(line) is var (start, length) && Advise(start, length, PageOut) != 0) return;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or EntryPointNotFoundException)
        {
            // A sandbox need not show what is mapped. Jarvis runs as well with more memory, and must not stop for it.
        }
    }

    /// <summary>"7f1c2000-7f1c4000 r-xp 00000000 08:01 1234 /usr/lib/libc.so": what was mapped from a file and cannot be written.</summary>
    private static (nint Start, nuint Length)? Range(string line)
    {
        var fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (fields is not [var range, var rights, _, _, _, ['/', ..] file] || rights.Contains('w') || file.StartsWith("/memfd:", StringComparison.Ordinal)) return null;
        var dash = range.IndexOf('-', StringComparison.Ordinal);
        var (start, end) = (Hex(range.AsSpan(0, dash)), Hex(range.AsSpan(dash + 1)));
        return ((nint)start, (nuint)(end - start));
    }

    private static ulong Hex(ReadOnlySpan<char> text) => ulong.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    [DllImport("libc", EntryPoint = "madvise")]
    private static extern int Advise(nint start, nuint length, int advice);
}
