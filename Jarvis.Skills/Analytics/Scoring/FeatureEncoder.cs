namespace Jarvis.Skills.Analytics.Scoring;

/// <summary>
/// Rows as vectors. A number becomes its distance from the mean in standard deviations, held within the range of training's middle 99.9 %,
/// and where some rows lack it, a slot that says so. A category becomes a slot for each of its values that enough rows had; a rare or new
/// value sets none of them. A column that never varied is left out.
/// </summary>
internal sealed class FeatureEncoder
{
    private const int MaximumValues = 50;
    private const string Missing = "";
    private readonly NumberColumn[] numbers;
    private readonly CategoryColumn[] categories;

    private FeatureEncoder(NumberColumn[] numbers, CategoryColumn[] categories)
    {
        (this.numbers, this.categories) = (numbers, categories);
        ColumnOf = [.. numbers.SelectMany((c, i) => Enumerable.Repeat(i, c.Slots)), .. categories.SelectMany((c, i) => Enumerable.Repeat(numbers.Length + i, c.Values.Length))];
    }

    /// <summary>The column that each slot comes from.</summary>
    public int[] ColumnOf { get; }

    public IReadOnlyList<string> Columns => [.. numbers.Select(n => n.Name), .. categories.Select(c => c.Name)];

    public static FeatureEncoder Fit(IReadOnlyList<ScoringRow> rows)
    {
        var enough = Math.Max(5, rows.Count / 2000);
        return new(
            [.. Names(rows.SelectMany(r => r.Numbers.Keys)).Select(name => NumberColumn.Fit(name, rows)).OfType<NumberColumn>()],
            [.. Names(rows.SelectMany(r => r.Categories.Keys)).Select(name => CategoryColumn.Fit(name, rows, enough)).OfType<CategoryColumn>()]);
    }

    public float[] Encode(ScoringRow row)
    {
        var vector = new float[ColumnOf.Length];
        var slot = 0;
        foreach (var column in numbers)
        {
            var value = row.Number(column.Name);
            vector[slot++] = value is { } v ? (float)((Math.Clamp(v, column.Low, column.High) - column.Mean) / column.Deviation) : 0;
            if (column.MayLack) vector[slot++] = value is null ? 1 : 0;
        }
        foreach (var column in categories)
        {
            var at = Array.IndexOf(column.Values, row.Category(column.Name) ?? Missing);
            if (at >= 0) vector[slot + at] = 1;
            slot += column.Values.Length;
        }
        return vector;
    }

    /// <summary>What a row holds in a column: a number, a category, or nothing.</summary>
    public object? Value(int column, ScoringRow row) => column < numbers.Length ? row.Number(numbers[column].Name) : row.Category(categories[column - numbers.Length].Name);

    public void Save(BinaryWriter to)
    {
        to.Write(numbers.Length);
        foreach (var column in numbers)
        {
            to.Write(column.Name);
            foreach (var figure in new[] { column.Mean, column.Deviation, column.Low, column.High }) to.Write(figure);
            to.Write(column.MayLack);
        }
        to.Write(categories.Length);
        foreach (var column in categories)
        {
            to.Write(column.Name);
            to.Write(column.Values.Length);
            foreach (var value in column.Values) to.Write(value);
        }
    }

    public static FeatureEncoder Load(BinaryReader from) => new(
        [.. Enumerable.Range(0, from.ReadInt32()).Select(_ => new NumberColumn(from.ReadString(), from.ReadDouble(), from.ReadDouble(), from.ReadDouble(), from.ReadDouble(), from.ReadBoolean()))],
        [.. Enumerable.Range(0, from.ReadInt32()).Select(_ => new CategoryColumn(from.ReadString(), [.. Enumerable.Range(0, from.ReadInt32()).Select(_ => from.ReadString())]))]);

    private static IEnumerable<string> Names(IEnumerable<string> all) => all.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private sealed record NumberColumn(string Name, double Mean, double Deviation, double Low, double High, bool MayLack)
    {
        public int Slots => MayLack ? 2 : 1;

        public static NumberColumn? Fit(string name, IReadOnlyList<ScoringRow> rows)
        {
            double[] values = [.. rows.Select(r => r.Number(name)).OfType<double>().Order()];
            if (values.Length == 0) return null;
            var (low, high) = (values[(int)(values.Length * 0.0005)], values[^(1 + (int)(values.Length * 0.0005))]);
            double[] held = [.. values.Select(v => Math.Clamp(v, low, high))];
            var mean = held.Average();
            var deviation = Math.Sqrt(held.Average(v => (v - mean) * (v - mean)));
            var lacking = values.Length < rows.Count;
            return deviation > 1e-9 * (1 + Math.Abs(mean)) ? new(name, mean, deviation, low, high, lacking) : lacking ? new(name, mean, 1, mean, mean, lacking) : null;
        }
    }

    private sealed record CategoryColumn(string Name, string[] Values)
    {
        public static CategoryColumn? Fit(string name, IReadOnlyList<ScoringRow> rows, int enough)
        {
            var counts = rows.GroupBy(r => r.Category(name) ?? Missing, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
            string[] values = [.. counts.Where(c => c.Value >= enough).OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(MaximumValues).Select(c => c.Key)];
            return counts.Count > 1 && values.Length > 0 ? new(name, values) : null;
        }
    }
}
