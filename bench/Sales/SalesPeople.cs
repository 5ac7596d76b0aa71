using System.Globalization;
using System.Text;

namespace Jarvis.Bench.Sales;

/// <summary>People who may buy, by their number: always the same ones, each as interested as the number says.</summary>
internal static class SalesPeople
{
    private static readonly string[] First = ["Mara", "Jonas", "Aylin", "Tom", "Lucía", "Ines", "Pavel", "Noor", "Ravi", "Hana", "Emil", "Zoë", "Karim", "Lena", "Olga", "Sam", "Ida", "Marco", "Yuki", "Ben"];
    private static readonly string[] Start = ["Lind", "Berg", "Hart", "Mor", "Keller", "Sand", "Vogel", "Rist", "Holm", "Dal", "Fern", "Stein", "Wald", "Brook", "Marsh", "Ash", "Thorn", "Glen", "Kirk", "Rosen"];
    private static readonly string[] End = ["quist", "mann", "ley", "etti", "er", "strom", "son", "ova", "ford", "gren", "well", "by", "ton", "hoff", "berg", "ini", "dahl", "stad", "wick", "ner"];
    private static readonly string[] Kind = ["Studios", "School", "Music", "Sound", "Academy", "Records", "Theatre", "Media", "Events", "Radio"];
    private static readonly string[] Sources = ["web form", "referral", "fair", "advert", "newsletter"];
    private static readonly string[] Asks = ["", "", "What is the price for our team?", "We need 12 seats.", "Is there a trial?", "Please call me."];

    /// <summary>From 0 to 1, evenly spread.</summary>
    public static double Interest(int person) => Mix(person, 1) / (double)uint.MaxValue;

    public static uint Mix(int person, uint what)
    {
        var x = ((uint)person * 2654435761u) ^ (what * 2246822519u);
        x = (x ^ (x >> 15)) * 2246822519u;
        x = (x ^ (x >> 13)) * 3266489917u;
        return x ^ (x >> 16);
    }

    public static string Name(int person) => $"{Pick(First, person, 2)} {Pick(Start, person, 3)}{Pick(End, person, 4)}";

    /// <summary>A list as an owner has it. One in two hundred stands in it a second time, with another address; one in ten has a number only.</summary>
    public static byte[] Csv(int rows)
    {
        var text = new StringBuilder("Name,E-Mail,Company,Phone,Source,Message\n");
        for (var i = 0; i < rows; i++)
        {
            var again = i % 200 == 199;
            var person = again ? i - 1 : i;
            var company = $"{Pick(Start, person, 5)}{Pick(End, person, 6)} {Pick(Kind, person, 7)} {person % 977}";
            var host = Mix(person, 8) % 4 == 0 ? "gmail.com" : $"{company.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant()}.example";
            var hasMail = Mix(person, 12) % 10 > 0;
            text.Append(CultureInfo.InvariantCulture, $"{Name(person)},{(hasMail ? $"{(again ? "office" : "lead")}{person}@{host}" : "")},{company},{(!hasMail || Mix(person, 9) % 3 == 0 ? $"+49 40 {1000000 + i}" : "")},{Pick(Sources, person, 10)},{Pick(Asks, person, 11)}\n");
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Pick(string[] from, int person, uint what) => from[Mix(person, what) % from.Length];
}
