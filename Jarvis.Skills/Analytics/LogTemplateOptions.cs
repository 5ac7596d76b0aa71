namespace Jarvis.Skills.Analytics;

/// <summary>Bounds of <see cref="LogTemplateMiner"/>.</summary>
public sealed record LogTemplateOptions
{
    /// <summary>Leading words by which the tree sorts messages: Drain's depth less its root, length and leaf levels.</summary>
    public int PrefixWords { get; init; } = 2;

    /// <summary>Share of equal words from which a line belongs to a template.</summary>
    public double Similarity { get; init; } = 0.5;

    /// <summary>Different words on one place of the tree before the rest are treated as one.</summary>
    public int MaximumChildren { get; init; } = 100;

    /// <summary>Templates kept; beyond it the one unseen for longest is forgotten.</summary>
    public int MaximumTemplates { get; init; } = 1000;

    /// <summary>Characters of a line that are looked at.</summary>
    public int MaximumLength { get; init; } = 2000;

    /// <summary>Words of a line that are looked at.</summary>
    public int MaximumWords { get; init; } = 100;

    internal static void Check(LogTemplateOptions options)
    {
        (string Name, int Value, int Least)[] bounds =
        [
            (nameof(PrefixWords), options.PrefixWords, 1), (nameof(MaximumChildren), options.MaximumChildren, 2),
            (nameof(MaximumTemplates), options.MaximumTemplates, 1), (nameof(MaximumLength), options.MaximumLength, 1),
            (nameof(MaximumWords), options.MaximumWords, 1),
        ];
        foreach (var (name, value, least) in bounds)
        {
            if (value < least)
            {
                throw new ArgumentException($"{name} is {value}; it must be {least} or more.", nameof(options));
            }
        }

        if (options.Similarity is not (> 0 and <= 1))
        {
            throw new ArgumentException($"{nameof(Similarity)} is {options.Similarity}; it must be above 0 and at most 1.", nameof(options));
        }
    }
}
