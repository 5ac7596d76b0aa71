using Jarvis.Skills.Analytics;

namespace Jarvis.Tests.Analytics;

public sealed class LogTemplateMinerTests
{
    private static readonly DateTimeOffset At = Series.Start;

    private static LogTemplateMiner Mined(params string[] lines)
    {
        var miner = new LogTemplateMiner();
        for (var i = 0; i < lines.Length; i++)
        {
            miner.Add(lines[i], At.AddSeconds(i));
        }

        return miner;
    }

    private static string[] Texts(LogTemplateMiner miner) => [.. miner.Templates.Select(t => t.Text)];

    [Fact]
    public void The_examples_of_the_HDFS_logs_fall_into_their_templates() => // after the events of He et al. 2017 and Xu et al. 2009
        Assert.Equal(
            [
                "INFO dfs.DataNode$PacketResponder: Received block <ID> of size <NUM> from /<IP>",
                "INFO dfs.DataNode$PacketResponder: PacketResponder <NUM> for block <ID> terminating",
                "INFO dfs.FSNamesystem: BLOCK* NameSystem.delete: <ID> is added to invalidSet of <IP>",
            ],
            Texts(Mined(
                "INFO dfs.DataNode$PacketResponder: Received block blk_-1608999687919862906 of size 91178 from /10.250.10.6",
                "INFO dfs.DataNode$PacketResponder: PacketResponder 1 for block blk_38865049064139660 terminating",
                "INFO dfs.DataNode$PacketResponder: Received block blk_7503483334202473044 of size 67108864 from /10.251.215.16",
                "INFO dfs.FSNamesystem: BLOCK* NameSystem.delete: blk_-6952295868487656571 is added to invalidSet of 10.251.91.84:50010",
                "INFO dfs.DataNode$PacketResponder: PacketResponder 0 for block blk_-6952295868487656571 terminating",
                "INFO dfs.DataNode$PacketResponder: Received block blk_-3544583377289625738 of size 67108864 from /10.250.19.102")));

    [Fact]
    public void Words_that_differ_become_wildcards_and_the_figures_are_kept()
    {
        var miner = Mined("ERROR cannot reach alice at home today", "ERROR cannot reach bob at work today", "ERROR cannot reach carol at sea today");
        var template = Assert.Single(miner.Templates);
        Assert.Equal("ERROR cannot reach <*> at <*> today", template.Text);
        Assert.Equal((3, At, At.AddSeconds(2)), (template.Count, template.FirstSeen, template.LastSeen));
        Assert.Equal(("ERROR cannot reach carol at sea today", LogSeverity.Error), (template.Example, template.Severity));
    }

    [Fact]
    public void An_error_is_never_merged_with_information_nor_a_500_with_a_200()
    {
        Assert.Equal(2, Mined("worker main job finished ok level=info", "worker main job finished ok level=error").Templates.Count);
        Assert.Equal(2, Mined("GET /cart HTTP/1.1 200 12ms", "GET /cart HTTP/1.1 500 9ms").Templates.Count);
    }

    [Fact]
    public void The_leading_time_does_not_matter() =>
        Assert.Equal(
            ["service started well"],
            Texts(Mined("2026-03-02T10:00:00Z service started well", "[2026-03-02 10:00:00.123] service started well", "service started well")));

    [Fact]
    public void An_example_shows_no_secret() =>
        Assert.Equal("login with password=<SECRET> refused", Assert.Single(Mined("login with password=hunter2 refused").Templates).Example);

    [Theory]
    [InlineData("")]
    [InlineData("   \t ")]
    [InlineData("2026-03-02T10:00:00Z")]
    public void A_blank_line_has_no_template(string line)
    {
        var miner = new LogTemplateMiner();
        Assert.Null(miner.Add(line, At));
        Assert.Null(miner.Match(line));
        Assert.Empty(miner.Templates);
    }

    [Fact]
    public void A_templates_own_text_finds_it_again_and_looking_changes_nothing()
    {
        var miner = Mined("user alice bought three red hats", "user alice bought seven blue caps", "user alice bought nine old shoes");
        var template = Assert.Single(miner.Templates);
        Assert.Equal(template, miner.Match(template.Text));
        Assert.Null(miner.Match("something else entirely"));
        Assert.Equal(template, Assert.Single(miner.Templates));
    }

    [Fact]
    public void A_line_older_than_the_last_moves_only_the_first_sight()
    {
        var miner = Mined("cache miss for key", "cache miss for key");
        miner.Add("cache miss for key", At.AddHours(-1));
        var template = Assert.Single(miner.Templates);
        Assert.Equal((At.AddHours(-1), At.AddSeconds(1)), (template.FirstSeen, template.LastSeen));
    }

    [Fact]
    public void Beyond_the_maximum_the_template_unseen_for_longest_is_forgotten()
    {
        var miner = new LogTemplateMiner(new() { MaximumTemplates = 2 });
        miner.Add("alpha one goes", At);
        miner.Add("beta one goes", At);
        miner.Add("alpha one goes", At);
        miner.Add("gamma one goes", At);
        Assert.Equal(["alpha one goes", "gamma one goes"], Texts(miner));
        Assert.Equal(1, miner.Add("beta one goes", At)!.Count);
    }

    [Fact]
    public void Lines_without_any_pattern_do_not_fill_the_memory()
    {
        var (miner, random) = (new LogTemplateMiner(new() { MaximumTemplates = 200 }), new Random(16));
        string Word() => string.Concat(Enumerable.Range(0, 12).Select(_ => (char)random.Next('a', 'z' + 1)));
        void Feed(int lines)
        {
            for (var i = 0; i < lines; i++)
            {
                miner.Add(string.Join(' ', Enumerable.Range(0, random.Next(1, 130)).Select(_ => Word())), At);
            }
        }

        Feed(1000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Feed(5000);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 4_000_000);
        Assert.InRange(miner.Templates.Count, 1, 200);
    }

    [Fact]
    public void A_very_long_line_is_cut()
    {
        var template = new LogTemplateMiner(new() { MaximumLength = 50, MaximumWords = 4 }).Add(string.Concat(Enumerable.Repeat("word ", 100_000)), At)!;
        Assert.Equal("word word word word", template.Text);
        Assert.InRange(template.Example.Length, 1, 50);
    }

    [Fact]
    public void An_option_out_of_bounds_is_named() =>
        Assert.Contains("MaximumTemplates is 0", Assert.Throws<ArgumentException>(() => new LogTemplateMiner(new() { MaximumTemplates = 0 })).Message, StringComparison.Ordinal);
}
