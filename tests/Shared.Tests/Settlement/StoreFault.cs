namespace Tollgate.Tests.Settlement;

/// <summary>Where a signal fails; the sender cannot tell.</summary>
internal enum StoreFault
{
    None,
    BeforeEnqueue,
    AfterEnqueue,
}
