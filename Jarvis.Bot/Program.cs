using Jarvis.Bot.Hosting;

return await CommandLine.RunAsync(args);
