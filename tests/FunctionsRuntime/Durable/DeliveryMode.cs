namespace Tollgate.FunctionsRuntime.Durable;

/// <summary>On whose behalf signals are delivered, and so which of the faults holds them back.</summary>
internal enum DeliveryMode
{
    /// <summary>By the store itself: not while signals are held, nor before their delay has passed.</summary>
    Background,

    /// <summary>By a test's single step: held or not, but not before their delay has passed.</summary>
    Due,

    /// <summary>By a test that wants calm: held, delayed or not.</summary>
    Everything,
}
