using Jarvis.Bot.Dashboard;
using Jarvis.Bot.Governance;

namespace Jarvis.Tests.Dashboard;

public sealed class LedgerSearchTests : IDisposable
{
    private readonly TestStore store = new();

    public void Dispose() => store.Dispose();

    private async Task<LedgerSearch> WithLinesAsync(params (int? Number, string Kind, string Who, string Text)[] lines)
    {
        await using var db = store.CreateDbContext();
        var at = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
        foreach (var (number, kind, who, text) in lines) db.Add(new LedgerEntry { At = at = at.AddMinutes(1), ActionNumber = number, Domain = "health", Kind = kind, Who = who, Text = text });
        await db.SaveChangesAsync();
        return new LedgerSearch(store);
    }

    [Theory]
    [InlineData("BACKEND", 2)]
    [InlineData("anna", 1)]
    [InlineData("#12", 2)]
    [InlineData("100%", 0)]
    [InlineData("", 3)]
    public async Task Words_are_found_whatever_their_case_and_numbers_find_an_action(string text, int expected)
    {
        var ledger = await WithLinesAsync((12, "asked", "gate", "Restart backend"), (12, "approved", "Anna on Telegram", "Restart Backend"), (null, "setting", "owner", "Clearance MODIFY_SAFE"));
        var (lines, all) = await ledger.FindAsync(new LedgerQuery(text), 0, 50, TestContext.Current.CancellationToken);
        Assert.Equal((expected, expected), (lines.Count, all));
    }

    [Fact]
    public async Task The_export_opens_in_a_spreadsheet_as_text_whatever_a_stranger_wrote()
    {
        var ledger = await WithLinesAsync((1, "done", "=cmd|' /C calc'!A0", "said \"hi\", twice\nand left"), (2, "done", "Anna", "plain"));
        var csv = string.Concat(await ledger.CsvAsync(new LedgerQuery(), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal("at,number,domain,kind,who,text\r\n2026-03-02T08:01:00.0000000Z,1,health,done,'=cmd|' /C calc'!A0,\"said \"\"hi\"\", twice\nand left\"\r\n2026-03-02T08:02:00.0000000Z,2,health,done,Anna,plain\r\n", csv);
    }
}
