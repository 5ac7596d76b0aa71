namespace Jarvis.Skills.Domains.Sales.Answering;

/// <summary>Settings "Sales:Answers:(name)": which template answers a new lead.</summary>
public sealed class AnswerRule
{
    /// <summary>A template in prompts/mail.</summary>
    public string Template { get; set; } = "";

    /// <summary>Words between bars, such as "school|university". The rule of which most are in the message counts; one without words answers the rest.</summary>
    public string Says { get; set; } = "";
}
