using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Jarvis.Skills.Domains.SystemHealth.Settings;

/// <summary>Reads one section's values, and says of each that is wrong: its name, its value, and what is allowed.</summary>
internal sealed class SettingText(IConfigurationSection section, List<string> wrong)
{
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);

    public string? Text(string name)
    {
        known.Add(name);
        return string.IsNullOrWhiteSpace(section[name]) ? null : section[name]!.Trim();
    }

    public string Required(string name, string what)
    {
        if (Text(name) is { } text) return text;
        wrong.Add($"{section.Path}:{name} is missing; write {what}.");
        return "";
    }

    public T Choice<T>(string name) where T : struct, Enum
    {
        var text = Text(name);
        if (text is not null && Enum.GetNames<T>().FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } found) return Enum.Parse<T>(found);
        wrong.Add($"{section.Path}:{name} is \"{text}\"; allowed are {string.Join(", ", Enum.GetNames<T>())}.");
        return default;
    }

    public int Whole(string name, int usual, int least, int most)
    {
        if (Text(name) is not { } text) return usual;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        wrong.Add($"{section.Path}:{name} is \"{text}\"; allowed is a whole number from {least} to {most}.");
        return usual;
    }

    public double Number(string name, double usual, double least, double most)
    {
        if (Text(name) is not { } text) return usual;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{section.Path}:{name} is \"{text}\"; allowed is a number from {least} to {most}."));
        return usual;
    }

    public TimeSpan Duration(string name, TimeSpan usual, TimeSpan least, TimeSpan most)
    {
        if (Text(name) is not { } text) return usual;
        if (TimeSpan.TryParseExact(text, ["hh\\:mm\\:ss", "hh\\:mm\\:ss\\.fff", "d\\.hh\\:mm\\:ss"], CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        wrong.Add($"{section.Path}:{name} is \"{text}\"; allowed is a time from {least:c} to {most:c}, written hh:mm:ss.");
        return usual;
    }

    public SettingText Inner(string name)
    {
        known.Add(name);
        return new SettingText(section.GetSection(name), wrong);
    }

    public IEnumerable<IConfigurationSection> Items(string name)
    {
        known.Add(name);
        return section.GetSection(name).GetChildren();
    }

    /// <summary>A misspelt name would silently leave a default in force.</summary>
    public void NothingElse()
    {
        foreach (var stray in section.GetChildren().Where(c => !known.Contains(c.Key)))
            wrong.Add($"{stray.Path} is no setting; allowed in {section.Path} are {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
    }
}
