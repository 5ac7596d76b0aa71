using Jarvis.Skills.Analytics.Scoring;

namespace Jarvis.Tests.Analytics.Scoring;

public sealed class OutcomeScorerTests
{
    private static readonly Lazy<ScorerTraining> Thousand = new(() => Train(1000));

    private static OutcomeModel Model => Thousand.Value.Model!;

    [Fact]
    public void What_was_planted_is_found_with_its_sign()
    {
        var keen = Model.Score(PlantedLeads.Lead(5, freeMail: false, "fair"));
        Assert.InRange(keen.Probability, 0.85, 1);
        Assert.Equal(["free mail", "source", "visits"], keen.Reasons.Select(r => r.Column).Order());
        Assert.All(keen.Reasons, r => Assert.True(r.LogOdds > 0 && r.Points > 0));
        Assert.Equal("fair", keen.Reasons.Single(r => r.Column == "source").Value);

        var cold = Model.Score(PlantedLeads.Lead(0, freeMail: true, "web"));
        Assert.InRange(cold.Probability, 0, 0.15);
        Assert.All(cold.Reasons, r => Assert.True(r.LogOdds < 0 && r.Points < 0));
        Assert.Equal(1d, cold.Reasons.Single(r => r.Column == "free mail").Value);
    }

    [Fact]
    public void Reasons_add_up_to_the_score()
    {
        var (rows, _, _) = PlantedLeads.Draw(200, seed: 9);
        var rest = rows.Select(row => Model.Score(row, reasons: 10)).Select(s => Math.Log(s.Probability / (1 - s.Probability)) - s.Reasons.Sum(r => r.LogOdds)).ToList();
        // What is left is the average row's, but for reasons too small to be told.
        Assert.InRange(rest.Max() - rest.Min(), 0, 0.05);
        Assert.All(rows, row => Assert.Equal(Model.Probability(row), Model.Score(row).Probability, 6));
    }

    [Fact]
    public void Probabilities_mean_what_they_say_on_leads_that_were_never_seen()
    {
        var (rows, won, chance) = PlantedLeads.Draw(4000, seed: 5);
        double[] said = [.. rows.Select(Model.Probability)];
        Assert.InRange(said.Zip(chance, (s, c) => Math.Abs(s - c)).Average(), 0, 0.06);
        Assert.InRange(Reliability.Of(said, won).ExpectedError, 0, 0.05);
        // The validation promised as much, on a thousand.
        Assert.InRange(Model.Validation.Calibration.ExpectedError, 0, 0.07);
        var (low, high) = Model.Validation.Roc.Interval(0.999);
        Assert.InRange(RocCurve.Of(said, won).Area, low, high);
    }

    [Fact]
    public void Each_row_has_a_probability_by_a_model_that_had_not_seen_it()
    {
        var (_, won, _) = PlantedLeads.Draw(1000, seed: 1);
        Assert.Equal(Model.Validation.Roc, RocCurve.Of(Thousand.Value.HeldOut, won));
        Assert.StartsWith($"Learned from 1000 outcomes, {won.Count(w => w)} of them good.", Thousand.Value.Says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(99, 50, "99 outcomes are known, 50 of them good and 49 bad; learning takes 100, and at least 20 of each.")]
    [InlineData(500, 19, "500 outcomes are known, 19 of them good and 481 bad; learning takes 100, and at least 20 of each.")]
    [InlineData(0, 0, "0 outcomes are known, 0 of them good and 0 bad; learning takes 100, and at least 20 of each.")]
    public void Too_few_outcomes_teach_nothing(int count, int good, string says)
    {
        var training = OutcomeScorer.TryTrain(PlantedLeads.Draw(count, seed: 1).Rows, [.. Enumerable.Range(0, count).Select(i => i < good)]);
        Assert.Null(training.Model);
        Assert.Equal(says, training.Says);
    }

    [Fact]
    public void For_rows_of_the_same_time_the_members_count_for_what_they_add()
    {
        var (rows, won, chance) = PlantedLeads.Draw(1500, seed: 11);
        var model = OutcomeScorer.TryTrain([.. rows.Take(700)], [.. won.Take(700)], new ScoringOptions { ForLaterRows = false }).Model!;
        Assert.All(model.Weights, w => Assert.True(w >= 0));
        Assert.InRange(rows.Skip(700).Zip(chance.Skip(700), (r, c) => Math.Abs(model.Probability(r) - c)).Average(), 0, 0.06);
    }

    [Fact]
    public void A_hundred_outcomes_teach_what_is_plain()
    {
        var (rows, won, _) = PlantedLeads.Draw(2000, seed: 6);
        var model = Train(100).Model!;
        Assert.InRange(RocCurve.Of([.. rows.Select(model.Probability)], won).Area, 0.72, 1);
    }

    [Fact]
    public void The_same_seed_gives_the_same_answers()
    {
        var (again, other) = (Train(300), Train(300, seed: 2));
        var first = Train(300);
        Assert.Equal(first.HeldOut, again.HeldOut);
        Assert.NotEqual(first.HeldOut, other.HeldOut);
        Assert.All(PlantedLeads.Draw(50, seed: 8).Rows, row => Assert.Equal(first.Model!.Probability(row), again.Model!.Probability(row)));
    }

    [Fact]
    public void What_was_never_seen_is_rated_by_the_rest()
    {
        var known = Model.Probability(PlantedLeads.Lead(4, freeMail: false, "web"));
        Assert.InRange(Model.Probability(PlantedLeads.Lead(4, freeMail: false, "carrier pigeon")), known - 0.3, known + 0.3);
        Assert.InRange(Model.Probability(PlantedLeads.Lead(double.NaN, freeMail: false, "web")), 0.05, known);
        Assert.Equal(Model.Probability(PlantedLeads.Lead(5, freeMail: false, "web")), Model.Probability(PlantedLeads.Lead(1e300, freeMail: false, "web")));
        var nothing = Model.Score(new ScoringRow(new Dictionary<string, double>(), new Dictionary<string, string> { ["mood"] = "good" }));
        Assert.InRange(nothing.Probability, 0.05, 0.95);
        Assert.DoesNotContain(nothing.Reasons, r => r.Column == "mood");
    }

    [Fact]
    public void A_figure_that_is_missing_can_be_what_tells()
    {
        var random = new Random(3);
        bool[] won = [.. Enumerable.Range(0, 400).Select(_ => random.NextDouble() < 0.4)];
        var budget = won.Select(w => random.NextDouble() < (w ? 0.9 : 0.2) ? random.Next(1, 9) : double.NaN);
        var model = OutcomeScorer.TryTrain([.. budget.Select(b => PlantedLeads.Lead(b, freeMail: false, "web"))], won).Model!;
        var silent = model.Score(PlantedLeads.Lead(double.NaN, freeMail: false, "web"));
        Assert.Equal(("visits", null), (silent.Reasons[0].Column, silent.Reasons[0].Value));
        Assert.True(silent.Reasons[0].Points < -10);
    }

    [Fact]
    public void Noise_is_said_to_be_noise()
    {
        var random = new Random(4);
        var training = OutcomeScorer.TryTrain(PlantedLeads.Draw(400, seed: 4).Rows, [.. Enumerable.Range(0, 400).Select(_ => random.NextDouble() < 0.3)]);
        var (low, high) = training.Model!.Validation.Roc.Interval(0.99);
        Assert.InRange(0.5, low, high);
        // Nobody is promised much or little by chance.
        Assert.All(PlantedLeads.Draw(100, seed: 5).Rows, row => Assert.InRange(training.Model.Probability(row), 0.1, 0.55));
    }

    [Fact]
    public void A_stored_model_says_the_same()
    {
        using var stream = new MemoryStream();
        Model.Save(stream);
        stream.Position = 0;
        var loaded = OutcomeModel.Load(stream);
        foreach (var row in PlantedLeads.Draw(100, seed: 7).Rows)
        {
            var (expected, actual) = (Model.Score(row), loaded.Score(row));
            Assert.Equal(expected.Probability, actual.Probability);
            Assert.Equal(expected.Reasons, actual.Reasons);
        }
        Assert.Equal(Model.Validation.Roc, loaded.Validation.Roc);
        Assert.Equal(Model.Validation.Calibration.Bins, loaded.Validation.Calibration.Bins);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(5000)]
    public void What_is_no_model_is_not_read(int bytes)
    {
        using var stored = new MemoryStream();
        Model.Save(stored);
        Assert.Throws<InvalidDataException>(() => OutcomeModel.Load(new MemoryStream(stored.ToArray()[..bytes])));
        Assert.Throws<InvalidDataException>(() => OutcomeModel.Load(new MemoryStream([.. Enumerable.Repeat((byte)5, bytes)])));
    }

    [Fact]
    public void The_oldest_rows_are_left_out_where_there_are_too_many()
    {
        var (rows, won, _) = PlantedLeads.Draw(600, seed: 1);
        // The first half teaches the contrary.
        bool[] turned = [.. won.Select((w, i) => i < 300 ? !w : w)];
        var training = OutcomeScorer.TryTrain(rows, turned, new ScoringOptions { MaximumRows = 300 });
        Assert.Equal(300, training.HeldOut.Count);
        Assert.True(training.Model!.Score(PlantedLeads.Lead(5, freeMail: false, "fair")).Probability > 0.8);
    }

    [Fact]
    public void Wrong_arguments_are_named()
    {
        var rows = PlantedLeads.Draw(100, seed: 1).Rows;
        Assert.Throws<ArgumentException>("outcomes", () => OutcomeScorer.TryTrain(rows, [true]));
        var same = Enumerable.Repeat(rows[0], 100).ToList();
        Assert.Throws<ArgumentException>("rows", () => OutcomeScorer.TryTrain(same, [.. Enumerable.Range(0, 100).Select(i => i % 2 == 0)]));
        var folds = Assert.Throws<ArgumentException>(() => OutcomeScorer.TryTrain(rows, [], new ScoringOptions { Folds = 21 }));
        Assert.StartsWith("Folds is 21; allowed is 2 to MinimumOfEach (20).", folds.Message, StringComparison.Ordinal);
    }

    private static ScorerTraining Train(int count, int seed = 1)
    {
        var (rows, won, _) = PlantedLeads.Draw(count, seed: 1);
        return OutcomeScorer.TryTrain(rows, won, new ScoringOptions { Seed = seed });
    }
}
