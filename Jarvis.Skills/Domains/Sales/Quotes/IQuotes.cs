using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Domains.Sales.Quotes;

/// <summary>A quote to be made.</summary>
/// <param name="Items">Quantity, what it is, and the price of one in minor units.</param>
public sealed record NewQuote(int Deal, int Contact, IReadOnlyList<(decimal Quantity, string What, long UnitMinor)> Items, decimal DiscountPercent, decimal TaxPercent, string Currency, int ValidDays);

/// <summary>Writes quotes, each write once for an action, with a line on the contact's timeline.</summary>
public interface IQuotes : IEffect
{
    /// <summary>Makes it under the next number of the year. A crash before it is kept uses up no number.</summary>
    Task<Quote> MakeAsync(NewQuote quote, ActionContext action, CancellationToken cancel);

    /// <summary>From now on its page can be seen, and the deal is worth what it says before tax. It counts as sent once its mail has left.</summary>
    Task OpenAsync(int quote, SentMail mail, ActionContext action, CancellationToken cancel);

    /// <summary>Nobody can see or accept it any more; it keeps its number.</summary>
    Task WithdrawAsync(int quote, ActionContext action, CancellationToken cancel);
}
