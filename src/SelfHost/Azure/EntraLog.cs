namespace Tollgate.SelfHost.Azure;

internal static partial class EntraLog
{
    [LoggerMessage(EventId = 7100, Level = LogLevel.Error, Message = "No Entra ID token for provider {Provider}: see the exception, and https://aka.ms/azsdk/net/identity/troubleshoot")]
    public static partial void NoToken(ILogger logger, string provider, Exception failure);
}
