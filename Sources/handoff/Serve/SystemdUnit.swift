/// The unit file by which systemd runs `handoff serve` as a user of its own.
enum SystemdUnit {
    /// - Parameter program: the absolute path of the installed binary.
    static func text(program: String) -> String {
        """
        # Runs as the user handoff, who owns the key and the executors' credentials. How to make the user and the home,
        # with a group of agents that can hand cards in: "As a service" in the README.
        [Unit]
        Description=handoff: gate and executors of approved actions
        Documentation=man:handoff(1)
        After=network.target

        [Service]
        User=handoff
        Environment=HANDOFF_HOME=/var/lib/handoff HANDOFF_CONFIG=/etc/handoff
        ExecStart=\(program) serve
        Restart=on-failure
        RestartSec=2
        # The first TERM lets running actions end; what is left after the time is killed, and asked about.
        KillMode=mixed
        TimeoutStopSec=90
        NoNewPrivileges=yes
        PrivateTmp=yes
        PrivateDevices=yes
        ProtectSystem=strict
        # Not StateDirectory=, which would give all of it to the group handoff at each start, and agents could hand nothing in.
        ReadWritePaths=-/var/lib/handoff
        ProtectHome=yes
        ProtectKernelTunables=yes
        ProtectKernelModules=yes
        ProtectKernelLogs=yes
        ProtectControlGroups=yes
        ProtectClock=yes
        ProtectHostname=yes
        RestrictSUIDSGID=yes
        RestrictRealtime=yes
        RestrictNamespaces=yes
        LockPersonality=yes
        CapabilityBoundingSet=
        AmbientCapabilities=
        UMask=0077

        [Install]
        WantedBy=multi-user.target

        """
    }
}
