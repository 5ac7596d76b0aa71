namespace Jarvis.Skills.Simulation;

/// <summary>
/// Numbers that look like chance and yet are the same whenever they are asked for: a hash (SplitMix64, Steele et al. 2014) of the seed, of
/// what they are for, and of a step. So a log or a history can be read twice, in any order, without being kept.
/// </summary>
internal static class Noise
{
    /// <summary>From 0 (inclusive) to 1 (exclusive).</summary>
    public static double Uniform(int seed, string about, long step)
    {
        var name = 14695981039346656037UL;
        foreach (var letter in about) name = (name ^ letter) * 1099511628211UL;
        return (Mix(Mix(name ^ ((ulong)(uint)seed << 32)) ^ (ulong)step) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Mean 0, deviation 1 (Box and Muller).</summary>
    public static double Normal(int seed, string about, long step) =>
        Math.Sqrt(-2 * Math.Log(1 - Uniform(seed, about, step))) * Math.Cos(2 * Math.PI * Uniform(seed ^ 0x5bd1e995, about, step));

    private static ulong Mix(ulong z)
    {
        z += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
}
