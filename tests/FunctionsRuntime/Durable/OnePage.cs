using System.Runtime.CompilerServices;
using Microsoft.DurableTask;

namespace Tollgate.FunctionsRuntime.Durable;

/// <summary>A query whose whole answer is one page.</summary>
internal sealed class OnePage<T>(Func<CancellationToken, Task<IReadOnlyList<T>>> query) : AsyncPageable<T>
    where T : notnull
{
    public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null) => QueryAsync();

    private async IAsyncEnumerable<Page<T>> QueryAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        yield return new Page<T>(await query(cancellation));
    }
}
