using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Jarvis.Bot.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Dashboard;

/// <summary>What to look for in the ledger.</summary>
/// <param name="Text">In what was written, who did it, or a number such as "#12"; empty for everything.</param>
internal sealed record LedgerQuery(string Text = "", string Kind = "", string Domain = "");

/// <summary>Searches the ledger, newest first.</summary>
internal sealed class LedgerSearch(IDbContextFactory<JarvisDb> databases)
{
    public const int MostExported = 100_000;

    public async Task<(IReadOnlyList<LedgerEntry> Lines, int All)> FindAsync(LedgerQuery query, int skip, int take, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var found = Filter(db, query);
        return (await found.OrderByDescending(e => e.Id).Skip(skip).Take(take).ToListAsync(cancel), await found.CountAsync(cancel));
    }

    public async Task<IReadOnlyList<string>> KindsAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<LedgerEntry>().Select(e => e.Kind).Distinct().OrderBy(k => k).ToListAsync(cancel);
    }

    /// <summary>RFC 4180, oldest first, with a heading.</summary>
    public async IAsyncEnumerable<string> CsvAsync(LedgerQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        yield return "at,number,domain,kind,who,text\r\n";
        await foreach (var e in Filter(db, query).OrderBy(e => e.Id).Take(MostExported).AsAsyncEnumerable().WithCancellation(cancel))
            yield return string.Create(CultureInfo.InvariantCulture, $"{e.At.UtcDateTime:O},{e.ActionNumber},{Cell(e.Domain)},{Cell(e.Kind)},{Cell(e.Who)},{Cell(e.Text)}\r\n");
    }

    /// <summary>A spreadsheet runs a cell that begins with = + - @ as a formula; the ledger holds strangers' words.</summary>
    internal static string Cell(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return safe.AsSpan().ContainsAny("\",\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    [SuppressMessage("Globalization", "CA1304", Justification = "Translated to SQL lower(), which knows no culture; only so both databases ignore case.")]
    [SuppressMessage("Globalization", "CA1311", Justification = "As above.")]
    [SuppressMessage("Performance", "CA1862", Justification = "As above.")]
    private static IQueryable<LedgerEntry> Filter(JarvisDb db, LedgerQuery query)
    {
        var found = db.Set<LedgerEntry>().AsNoTracking();
        if (query.Kind.Length > 0) found = found.Where(e => e.Kind == query.Kind);
        if (query.Domain.Length > 0) found = found.Where(e => e.Domain == query.Domain);
        var text = query.Text.Trim();
        if (text.Length == 0) return found;
        if (int.TryParse(text.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return found.Where(e => e.ActionNumber == number);
        var lower = text.ToLowerInvariant();
        return found.Where(e => e.Text.ToLower().Contains(lower) || e.Who.ToLower().Contains(lower));
    }
}

/// <summary>The ledger as a file.</summary>
internal static class LedgerExport
{
    public static void MapLedgerExport(this IEndpointRouteBuilder app) => app.MapGet("/ledger.csv",
        async (string? text, string? kind, string? domain, HttpContext http, LedgerSearch ledger, CancellationToken cancel) =>
        {
            http.Response.ContentType = "text/csv; charset=utf-8";
            http.Response.Headers.ContentDisposition = "attachment; filename=\"jarvis-ledger.csv\"";
            await using var body = new StreamWriter(http.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
            await foreach (var line in ledger.CsvAsync(new LedgerQuery(text ?? "", kind ?? "", domain ?? ""), cancel)) await body.WriteAsync(line.AsMemory(), cancel);
        }).RequireAuthorization();
}
