using System.Text.Json;
using Tollgate.State;

namespace Tollgate.SelfHost.State;

/// <summary>Brings an <see cref="EntityTable"/> to the state that a directory's snapshot and journals hold.</summary>
internal sealed class Recovery(StateDirectory directory, EntityTable table, ILogger logger)
{
    public int ReplayedRecords { get; private set; }

    /// <summary>Returns the journal to go on with.</summary>
    /// <exception cref="StateCorruptedException">The files are damaged in a way that no crash explains.</exception>
    public Journal Run()
    {
        var first = ReadSnapshot();
        directory.DeleteJournalsBefore(first ?? 1);
        var generations = directory.FindJournals();
        if (generations.Count == 0 && first is null)
        {
            return directory.OpenJournal(generation: 1, length: 0);
        }

        var journals = ReadJournals(first ?? 1, generations);
        for (var i = 0; i < journals.Count; i++)
        {
            if (!journals[i].IsIntact)
            {
                CutTornEnd(generations[i], journals[i], journals.Skip(i + 1));
            }

            Replay(journals[i]);
        }

        return directory.OpenJournal(generations[^1], journals[^1].ValidLength);
    }

    /// <summary>Returns the journal that continues the snapshot; null when there is no snapshot.</summary>
    private long? ReadSnapshot()
    {
        var path = directory.SnapshotPath;
        File.Delete(StateDirectory.Temporary(path));
        if (!File.Exists(path))
        {
            return null;
        }

        var file = RecordFile.Read(path);
        if (!file.IsIntact || file.Records.Count == 0)
        {
            throw StateCorruptedException.DamagedSnapshot(path);
        }

        var header = Parse<SnapshotHeader>(file, 0);
        if (header.Format > SnapshotHeader.CurrentFormat)
        {
            throw StateCorruptedException.NewerFormat(path, header.Format);
        }

        if (file.Records.Count != 1 + header.Entities + header.Scheduled)
        {
            throw StateCorruptedException.DamagedSnapshot(path);
        }

        RestoreSnapshot(file, header);
        return header.NextJournal;
    }

    private void RestoreSnapshot(RecordFile file, SnapshotHeader header)
    {
        var at = file.Records[0].At;
        table.Restore(at);
        for (var line = 1; line < file.Records.Count; line++)
        {
            if (line <= header.Entities)
            {
                RestoreEntity(file, line);
            }
            else
            {
                table.Apply(at, Parse<JournalRecord>(file, line));
            }
        }
    }

    private void RestoreEntity(RecordFile file, int line)
    {
        try
        {
            table.Restore(Parse<SnapshotEntity>(file, line));
        }
        catch (JsonException error)
        {
            throw StateCorruptedException.Unreadable(file.Path, line + 1, error);
        }
    }

    private List<RecordFile> ReadJournals(long first, IReadOnlyList<long> generations)
    {
        var last = generations.Count == 0 ? first : Math.Max(first, generations[^1]);
        for (var expected = first; expected <= last; expected++)
        {
            if (!generations.Contains(expected))
            {
                throw StateCorruptedException.MissingJournal(directory.JournalPath(expected));
            }
        }

        return [.. generations.Select(generation => RecordFile.Read(directory.JournalPath(generation)))];
    }

    /// <summary>A crash tears only the journal being written: nothing can have been recorded after it.</summary>
    private void CutTornEnd(long generation, RecordFile journal, IEnumerable<RecordFile> later)
    {
        if (!journal.IsTorn || later.Any(file => file.Length > 0))
        {
            throw StateCorruptedException.DamagedJournal(journal);
        }

        directory.OpenJournal(generation, journal.ValidLength).Dispose();
        logger.TornEndCut(journal.Path, journal.Length - journal.ValidLength, journal.ValidLength);
    }

    private void Replay(RecordFile journal)
    {
        for (var line = 0; line < journal.Records.Count; line++)
        {
            table.Apply(journal.Records[line].At, Parse<JournalRecord>(journal, line));
        }

        ReplayedRecords += journal.Records.Count;
    }

    private static TLine Parse<TLine>(RecordFile file, int line)
    {
        try
        {
            return JsonSerializer.Deserialize<TLine>(file.Records[line].Json.Span, StateJson.Options)
                ?? throw new JsonException("It is null.");
        }
        catch (JsonException error)
        {
            throw StateCorruptedException.Unreadable(file.Path, line + 1, error);
        }
    }
}
