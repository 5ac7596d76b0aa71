using Jarvis.Bot.Understanding;

namespace Jarvis.Tests.Understanding;

/// <summary>
/// Requests in words that stand in no example. Each line is a function and a way to ask for it; "-" is a request that
/// Jarvis cannot serve. Counted: right function, or the right one among the readings that are offered.
/// </summary>
public sealed class HeldOutTests(ITestOutputHelper output)
{
    private const string HeldOut = """
        room.status | how's everything looking
        room.status | are all the services fine
        room.status | is anything down right now
        room.status | everything ok?
        room.status | give me the status
        room.status | show me how things are
        room.status | what's the overall status
        room.status | any problems today?
        room.status | health please
        room.status | is something broken
        room.history | how's the backend doing today?
        room.history | show me the worker
        room.history | was web-shop slow yesterday
        room.history | backend uptime last 7 days
        room.history | what is the status of the payment gateway
        room.history | is db-2 down?
        room.history | worker latency this week
        room.history | show the history of backend since monday
        room.history | how did web shop do last month
        room.history | paymnet gateway status
        room.restart | please reboot worker
        room.restart | restart the payment gateway now
        room.restart | can you bounce the backend
        room.restart | would you restart web-shop please
        room.restart | Restart db-1.
        room.restart | hey jarvis restart the worker service
        room.restart | restart worker asap
        room.restart | reboot the web shop
        room.silence | mute the backend for 2 hours
        room.silence | silence worker for an hour please
        room.silence | silence alerts of db-2 for 30 min
        room.silence | no alerts for backend for a day
        jarvis.pending | what's waiting for my decision?
        jarvis.pending | anything that needs me?
        jarvis.pending | show me the open decisions
        jarvis.pending | is anything pending
        jarvis.pending | which approvals are open
        jarvis.pending | what do I need to approve
        jarvis.pending | any open approvals?
        jarvis.pending | what needs my approval today
        jarvis.why | why did you propose 4
        jarvis.why | explain #7
        jarvis.why | tell me more about action 3
        jarvis.why | what was the reason for 5
        jarvis.activity | what did you do yesterday?
        jarvis.activity | what have you done this month
        jarvis.activity | what were you up to last week
        jarvis.activity | show me your activity since monday
        jarvis.activity | what did jarvis do over the weekend
        jarvis.activity | what have you been up to today
        jarvis.activity | list everything you did in the last 24 hours
        jarvis.export_ledger | please export the ledger for last month
        jarvis.export_ledger | can I have the ledger as csv
        jarvis.export_ledger | send the ledger of this week
        jarvis.export_ledger | download ledger since 1 march
        jarvis.clearance | what clearance do you have?
        jarvis.clearance | what's your current clearance
        jarvis.clearance | how far are you allowed to go
        jarvis.clearance | show me your permissions
        jarvis.channels | which channels are you connected to
        jarvis.channels | are you connected to telegram
        jarvis.channels | show me the channels
        jarvis.set_clearance | please set your clearance to suggest
        jarvis.set_clearance | set clearance to READ_ONLY
        jarvis.set_clearance | lower the clearance to read only
        jarvis.set_clearance | raise clearance for the machine room to modify production
        jarvis.set_clearance | set room clearance to level 1
        jarvis.pause | stop everything now!
        jarvis.pause | jarvis, pause please
        jarvis.pause | pause all your work
        jarvis.pause | please freeze everything
        jarvis.resume | you can resume now
        jarvis.resume | please carry on
        jarvis.resume | resume all work
        jarvis.standing_approvals | show me the standing approvals
        jarvis.standing_approvals | which standing approvals do you have
        jarvis.standing_approvals | what have I always approved
        jarvis.withdraw_standing_approval | please withdraw standing approval 2
        jarvis.withdraw_standing_approval | revoke the standing approval 1
        conversation.remind | remind me at 17:30 to water the plants
        conversation.remind | please remind me tomorrow morning to ring the bank
        conversation.remind | remind me in two hours that the oven is on
        conversation.remind | set a reminder for friday at 3 to send the report
        conversation.remind | on monday at 10 remind me to call the tax office
        conversation.remind | can you remind me tonight to lock the door?
        conversation.remind | remind me to check the backups every friday at 16:00
        conversation.remind | every day at noon remind me to drink water
        conversation.remind | could you set a reminder to pay Anna on 1 april
        conversation.remind | remind me about the meeting in 45 minutes
        conversation.reminders | what reminders do I have today
        conversation.reminders | show all reminders
        conversation.reminders | list my open reminders
        conversation.reminders | do I have reminders for tomorrow
        conversation.cancel_reminder | please cancel reminder number 4
        conversation.cancel_reminder | remove the reminder 2
        conversation.schedule | every weekday at 8 send me open decisions
        conversation.schedule | send me the status every morning at 7:30
        conversation.schedule | every monday at 9 show me what you did last week
        conversation.schedule | each friday at 17:00 export the ledger
        conversation.schedule | daily at 6pm tell me what needs me
        conversation.schedule | tomorrow at 8 send me the status
        conversation.schedules | what have you got on schedule
        conversation.schedules | show me my schedules please
        conversation.schedules | list all my routines
        conversation.cancel_schedule | please stop schedule 2
        conversation.cancel_schedule | remove routine 5
        conversation.remember | remember that the wifi password is on the fridge
        conversation.remember | please note that Anna is on holiday until 3 April
        conversation.remember | make a note: renew the domain in May
        conversation.remember | keep in mind that we never discount hardware
        conversation.notes | what do you remember about the wifi
        conversation.notes | show all my notes
        conversation.notes | do you have notes about Anna?
        conversation.notes | what do you know about the fridge
        conversation.forget | please delete note 7
        conversation.forget | forget note number 2
        conversation.help | can you help me
        conversation.help | what are you good for
        conversation.help | help me with reminders
        conversation.help | what can I ask you about services?
        conversation.help | show help
        conversation.greet | good morning jarvis
        conversation.greet | hi jarvis!
        conversation.greet | hello, are you there?
        conversation.thanks | thanks so much
        conversation.thanks | thank you jarvis, well done
        conversation.thanks | great job!
        conversation.about | who are you exactly
        conversation.about | how are you today?
        conversation.about | what's your name
        conversation.now | what time is it now
        conversation.now | what's the date today
        room.status | are we good
        room.status | anything broken?
        room.status | how is it all running
        room.history | how has the worker been this month
        room.history | show web-shop for the last 24 hours
        room.history | is the payment gateway slow today
        room.history | what was the latency of db-1 yesterday
        room.history | tell me how backend is doing
        room.restart | ok restart db-2 please
        room.restart | Jarvis, could you reboot payment-gateway?
        room.restart | restart service backend right away
        room.silence | please mute db-1 for 45 minutes
        room.silence | silence the web shop until 18:00
        jarvis.pending | what do you want me to decide
        jarvis.pending | show pending approvals
        jarvis.pending | is there something waiting for me
        jarvis.pending | what's on my plate to decide
        jarvis.why | why do you want 12
        jarvis.why | give me the details of 9
        jarvis.activity | tell me what you did on monday
        jarvis.activity | what happened last night
        jarvis.activity | what actions did you take this week
        jarvis.export_ledger | export the audit log since january
        jarvis.export_ledger | I need the ledger for last quarter
        jarvis.clearance | what are you allowed to do on your own
        jarvis.channels | what channels are there
        jarvis.set_clearance | change the clearance to full autonomy
        jarvis.set_clearance | set the clearance for machine room to read only
        jarvis.pause | please stop working
        jarvis.resume | go back to work now
        jarvis.standing_approvals | list all standing approvals
        jarvis.withdraw_standing_approval | cancel standing approval number 3
        conversation.remind | hey jarvis, remind me on thursday at half past two to visit the dentist
        conversation.remind | remind me the day after tomorrow at 8 to take out the bins
        conversation.remind | in 3 hours remind me of the soup
        conversation.remind | remind me on the 1st of every month to pay the rent
        conversation.remind | remind me daily at 21:00 to write my diary
        conversation.remind | set a reminder for 3 april at noon to congratulate Eva
        conversation.remind | ping me at 16:45 about the delivery
        conversation.reminders | which reminders do I still have
        conversation.reminders | are there any reminders
        conversation.cancel_reminder | drop the reminder 8
        conversation.cancel_reminder | delete my reminder
        conversation.schedule | every evening at 6 tell me what you did today
        conversation.schedule | send me open decisions every day at 8
        conversation.schedule | on the first monday of every month at 10 export the ledger
        conversation.schedule | every hour show me the status
        conversation.schedules | what is on the schedule
        conversation.schedules | what do you send me every day
        conversation.cancel_schedule | delete the schedule 3
        conversation.remember | note: the printer needs toner
        conversation.remember | remember Bob prefers mail over phone
        conversation.remember | write down that the alarm code has changed
        conversation.notes | what did I tell you about the printer
        conversation.notes | list all notes
        conversation.forget | get rid of note 4
        conversation.help | what can I do with you
        conversation.help | how can you help me
        conversation.help | help on alerts
        conversation.greet | good evening to you
        conversation.greet | hey there jarvis
        conversation.thanks | thank you so much
        conversation.thanks | nice work
        conversation.about | what is your name?
        conversation.now | tell me what time it is
        - | tell me a joke
        - | convert 3 miles to kilometres
        - | call my mother
        - | is it going to rain on friday
        - | what did Anna say to Bob
        - | turn on the lights in the kitchen
        - | write me a poem about the sea
        - | what will the weather be like tomorrow
        - | book a flight to Lisbon for two
        - | who won the world cup in 1990
        - | translate good luck into French
        - | play some jazz
        - | order a pizza with extra cheese
        - | what is the capital of Australia
        - | how do I boil an egg
        - | my cat is sick
        - | sing a song for my daughter
        - | how tall is the Eiffel tower
        """;

    [Fact]
    public void Words_that_stand_in_no_example_are_understood()
    {
        var understandings = new Understandings();
        var examples = understandings.Catalog.Intents.SelectMany(i => i.Templates.Select(t => t.Example)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var lines = HeldOut.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(" | ", 2)).ToList();
        Assert.All(lines, l => Assert.DoesNotContain(l[1], examples));

        var (right, offered, wrong, outside, outsideRight) = (0, 0, 0, 0, 0);
        foreach (var (expected, text) in lines.Select(l => (l[0], l[1])))
        {
            var understood = understandings.Local.Understand(text, ConversationMemory.Empty);
            var taken = understood switch { Understood.Request r => r.Call.Function, Understood.Missing m => m.Call.Function, _ => null };
            if (expected == "-")
            {
                outside++;
                if (taken is null) outsideRight++; else output.WriteLine($"taken: {text} → {taken}");
                continue;
            }
            if (taken == expected) right++;
            else if (taken is null && understood is Understood.Unsure unsure && unsure.Readings.Any(r => understandings.Read(r.Say).Contains(expected, StringComparison.Ordinal))) { offered++; output.WriteLine($"offered: {text}: {understandings.Read(text)}"); }
            else { wrong++; output.WriteLine($"wrong: {text} → {understandings.Read(text)}, not {expected}"); }
        }
        var inside = lines.Count - outside;
        output.WriteLine($"{right} of {inside} right at once ({100.0 * right / inside:0} %), {offered} offered, {wrong} wrong; {outsideRight} of {outside} that are none of Jarvis's business left alone.");
        Assert.True(right >= 0.85 * inside, $"{right} of {inside} right at once");
        Assert.True(right + offered >= 0.95 * inside, $"{right + offered} of {inside} right or offered");
        Assert.True(outsideRight >= 0.9 * outside, $"{outsideRight} of {outside} left alone");
    }
}
