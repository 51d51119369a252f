namespace Tollgate.Routing.Targets;

/// <summary>A deployment that is not asked, or behind others, as its provider is limiting the gateway; for people.</summary>
/// <param name="Deployment">Its id.</param>
/// <param name="RestsFor">Until the pause that it asked for is over; zero: it asked for none.</param>
/// <param name="SparedFor">Until a limit that it is about to run into is renewed; zero: it is not.</param>
internal readonly record struct TargetPause(string Deployment, TimeSpan RestsFor, TimeSpan SparedFor);
