package org.ziyuan.marketplace.transaction;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import java.util.function.Supplier;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpResources;

/** The event loops everybody uses, putting a watch on every connection made on them: the driver has no other door for it. */
final class WatchedLoops implements LoopResources {

    private final Supplier<OwedAnswers> watch;

    WatchedLoops(Supplier<OwedAnswers> watch) {
        this.watch = watch;
    }

    @Override
    public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup loops) {
        C channel = TcpResources.get().onChannel(type, loops);
        var unused = channel.pipeline().addFirst(watch.get());
        return channel;
    }

    @Override
    public <C extends Channel> Class<? extends C> onChannelClass(Class<C> type, EventLoopGroup loops) {
        return TcpResources.get().onChannelClass(type, loops);
    }

    @Override
    public EventLoopGroup onClient(boolean nativeWanted) {
        return TcpResources.get().onClient(nativeWanted);
    }

    @Override
    public EventLoopGroup onServer(boolean nativeWanted) {
        return TcpResources.get().onServer(nativeWanted);
    }

    @Override
    public EventLoopGroup onServerSelect(boolean nativeWanted) {
        return TcpResources.get().onServerSelect(nativeWanted);
    }

    @Override
    public boolean daemon() {
        return TcpResources.get().daemon();
    }
}
