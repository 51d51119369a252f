namespace Tollgate.SelfHost.State;

/// <summary>Another process holds the state directory, or none could be kept from it.</summary>
internal sealed class StateDirectoryInUseException(string message, Exception? inner = null) : IOException(message, inner)
{
    public static StateDirectoryInUseException HeldBy(string directory, string? processId, Exception inner) =>
        new($"The state directory '{directory}' is in use by {(processId is null ? "another process" : $"process {processId}")}. "
            + "One process at a time may use it: stop the other one, or give this one a directory of its own.", inner);

    public static StateDirectoryInUseException LocksDoNotHold(string directory) =>
        new($"File locks do not hold in the state directory '{directory}', so two processes could write to it at once. "
            + "Use a local file system, and leave DOTNET_SYSTEM_IO_DISABLEFILELOCKING unset.");
}
