using System.Globalization;
using Jarvis.Skills.Analytics.Scoring;

namespace Jarvis.Bench.Leads;

/// <summary>Calls of a bank to its customers, in the order of time, each with whether it sold a deposit. How long the call took is left out: nobody knows that before.</summary>
internal sealed record BankCalls(IReadOnlyList<ScoringRow> Rows, IReadOnlyList<bool> Sold, IReadOnlyList<int> Folds)
{
    private const string NeverContacted = "999";
    private static readonly string[] Categories = ["job", "marital", "education", "default", "housing", "loan", "contact", "month", "day_of_week", "poutcome"];
    private static readonly string[] Numbers = ["age", "campaign", "pdays", "previous", "emp.var.rate", "cons.price.idx", "cons.conf.idx", "euribor3m", "nr.employed"];

    /// <param name="folder">Holds bank_additional_full_coded.csv and folds.csv.</param>
    public static BankCalls Read(string folder)
    {
        var lines = File.ReadAllLines(Path.Combine(folder, "bank_additional_full_coded.csv"));
        var header = lines[0].Split(',');
        string[][] calls = [.. lines.Skip(1).Where(l => l.Length > 0).Select(l => l.Split(','))];
        int[] folds = [.. File.ReadLines(Path.Combine(folder, "folds.csv")).Skip(1).Where(l => l.Length > 0).Select(l => int.Parse(l.Split(',')[2], CultureInfo.InvariantCulture))];
        if (folds.Length != calls.Length) throw new InvalidDataException($"{folds.Length} folds for {calls.Length} calls");
        return new([.. calls.Select(Row)], [.. calls.Select(c => c[Column("y")] == "1")], folds);

        int Column(string name) => Array.IndexOf(header, name);

        ScoringRow Row(string[] call) => new(
            Numbers.Where(n => (n, call[Column(n)]) is not ("pdays", NeverContacted)).ToDictionary(n => n, n => double.Parse(call[Column(n)], CultureInfo.InvariantCulture), StringComparer.Ordinal),
            Categories.ToDictionary(c => c, c => call[Column(c)], StringComparer.Ordinal));
    }
}
