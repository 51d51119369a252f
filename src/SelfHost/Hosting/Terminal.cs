namespace Tollgate.SelfHost.Hosting;

/// <summary>Where the person who started the process is spoken to; logs go their own way.</summary>
internal sealed record Terminal(TextWriter Output, TextWriter Error)
{
#pragma warning disable RS0030 // The one place that means the terminal and not the log.
    public static Terminal Standard => new(Console.Out, Console.Error);
#pragma warning restore RS0030
}
