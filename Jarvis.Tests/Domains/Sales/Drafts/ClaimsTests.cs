using Jarvis.Skills.Domains.Sales.Drafts;

namespace Jarvis.Tests.Domains.Sales.Drafts;

public sealed class ClaimsTests
{
    [Theory]
    [InlineData("It costs 129 EUR.", "129 EUR")]
    [InlineData("It costs €129.00, no more.", "129 EUR")]
    [InlineData("It costs 1,290 euros.", "1290 EUR")]
    [InlineData("Es kostet 12,50 €.", "12.5 EUR")]
    [InlineData("You get 90 % off.", "90 %")]
    [InlineData("You get 90% off.", "90 %")]
    [InlineData("You get ９０％ off.", "90 %")]
    [InlineData("You get 9**0** % off.", "90 %")]
    [InlineData("You get 9\u200b0 % off.", "90 %")]
    [InlineData("You get 90 per cent off.", "90 %")]
    [InlineData("You get ninety percent off.", "ninety %")]
    [InlineData("Sie erhalten neunzig Prozent.", "neunzig %")]
    [InlineData("Moins quatre-vingt-dix pour cent.", "dix %")]
    [InlineData("It is yours for two dollars.", "two USD")]
    [InlineData("[Look](https://www.fernwave.example \"90 % off\")", "90 %")]
    public void Amounts_are_found_however_they_are_written(string markdown, string amount) =>
        Assert.Equal([amount], Claims.Of(Claims.Seen(markdown)).Amounts);

    [Theory]
    [InlineData("Log in at https://evil.example/login now", "evil.example/login")]
    [InlineData("Log in [here](http://evil.example/)", "evil.example")]
    [InlineData("Log in at evil.example.", "evil.example")]
    [InlineData("Log in at evil\\.example.", "evil.example")]
    [InlineData("Log in at ev*il.ex*ample.", "evil.example")]
    [InlineData("Log in at evil&#46;example.", "evil.example")]
    [InlineData("Log in at evil\u200b.example.", "evil.example")]
    [InlineData("Log in at ｅｖｉｌ．example.", "evil.example")]
    [InlineData("Log in at evil[.]example.", "evil[.]example")]
    [InlineData("Write to eve@evil.example", "eve@evil.example")]
    [InlineData("Log in at http://localhost/x", "localhost/x")]
    public void Links_and_addresses_are_found_however_they_are_hidden(string markdown, string link) =>
        Assert.Contains(link, Claims.Of(Claims.Seen(markdown)).Links);

    [Fact]
    public void A_plain_letter_claims_nothing()
    {
        var claims = Claims.Of(Claims.Seen("Hello Mara,\n\nthank you, e.g. for the details. Feel free to ask at 9 a.m.\n\n1. Lumen\n2. Drift\n\nKind regards\\\nFernwave Audio"));
        Assert.Empty(claims.Links);
        Assert.Empty(claims.Amounts);
        Assert.Empty(claims.Gifts);
        Assert.Equal(["9"], claims.Numbers);
    }
}
