using Jarvis.Bot.Understanding.Language;
using Jarvis.Bot.Understanding.Slots;
using Jarvis.Skills.Business;

namespace Jarvis.Tests.Understanding;

/// <summary>Figures, money, addresses and names as owners write them.</summary>
public sealed class SlotReaderTests
{
    [Theory]
    [InlineData("12", "12")]
    [InlineData("number 12", "12")]
    [InlineData("#7", "7")]
    [InlineData("twenty five", "25")]
    [InlineData("a hundred and twenty", "120")]
    [InlineData("two thousand", "2000")]
    [InlineData("1,250", "1250")]
    [InlineData("1,250.50", "1250.50")]
    [InlineData("12,5", "12.5")]
    [InlineData("a dozen", "12")]
    public void Numbers(string text, string value) => Assert.Equal(value, First(new NumberSlot(), text));

    [Theory]
    [InlineData("12.5%", "12.5")]
    [InlineData("ten percent", "10")]
    [InlineData("20 per cent", "20")]
    [InlineData("half", "50")]
    [InlineData("a third", "33.33")]
    [InlineData("two thirds", "66.67")]
    [InlineData("half an hour", null)]
    [InlineData("a quarter past five", null)]
    public void Percentages(string text, string? value) => Assert.Equal(value, First(new PercentageSlot(), text));

    [Theory]
    [InlineData("$1.5k", "1500.00 USD")]
    [InlineData("1,200 EUR", "1200.00 EUR")]
    [InlineData("€99.90", "99.90 EUR")]
    [InlineData("two hundred dollars", "200.00 USD")]
    [InlineData("£2m", "2000000.00 GBP")]
    [InlineData("50 bucks", "50.00 USD")]
    [InlineData("usd 20", "20.00 USD")]
    [InlineData("5k", "5000.00 EUR")]
    public void Money(string text, string value) => Assert.Equal(value, First(new MoneySlot(new BusinessOptions { Currency = "EUR" }), text));

    [Theory]
    [InlineData("ben@example.com", "ben@example.com")]
    [InlineData("(Ben.Miller+shop@Mail.Example.co.uk)", "Ben.Miller+shop@mail.example.co.uk")]
    [InlineData("mailto:ben@example.com", "ben@example.com")]
    [InlineData("ben at example", null)]
    public void Addresses(string text, string? value) => Assert.Equal(value, First(new EmailSlot(), text));

    [Theory]
    [InlineData("10 to 20", "10-20")]
    [InlineData("between five and ten", "5-10")]
    [InlineData("10-20", "10-20")]
    [InlineData("20 to 10", null)]
    [InlineData("10 20", null)]
    public void Ranges(string text, string? value) => Assert.Equal(value, First(new NumberRangeSlot(), text));

    [Theory]
    [InlineData("payment gatway", "payment-gateway")]
    [InlineData("paymentgateway", "payment-gateway")]
    [InlineData("the backedn's log", "backend")]
    [InlineData("backends", "backend")]
    [InlineData("webshop", "web-shop")]
    [InlineData("spring sael", "Spring Sale")]
    [InlineData("back", null)]
    public void Names_with_slips(string text, string? value)
    {
        string[] names = ["backend", "payment-gateway", "web-shop", "Spring Sale"];
        Assert.Equal(value, First(new NameSlot("service", () => names, _ => false), text));
    }

    private static string? First(ISlotReader reader, string text) => reader.ReadAll(new Utterance(text, new Vocabulary(new WordsFile()))).FirstOrDefault(m => m is not null)?.Value;
}
