using System.Globalization;

namespace Jarvis.Skills.Domains.Sales.Quotes;

/// <summary>How a quote's figures are written, in chat and on its page.</summary>
internal static class QuoteWords
{
    public static string Quantity(decimal quantity) => quantity.ToString("#,0.####", CultureInfo.InvariantCulture);

    public static string Percent(decimal percent) => string.Create(CultureInfo.InvariantCulture, $"{percent:0.##}%");

    /// <summary>The last day on which it can be accepted.</summary>
    public static string LastDay(DateTimeOffset validUntilLocal) => validUntilLocal.AddTicks(-1).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string State(Quote quote, DateTimeOffset now) => quote.State switch
    {
        QuoteState.Draft => "draft",
        QuoteState.Sent when quote.HasEnded(now) => "has ended",
        QuoteState.Sent when quote.Views > 0 => string.Create(CultureInfo.InvariantCulture, $"sent, opened {quote.Views}×"),
        QuoteState.Sent => "sent",
        QuoteState.Accepted => "accepted",
        _ => "withdrawn",
    };
}
